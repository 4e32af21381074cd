<?php
// no bot passwords, and no account creation for anyone anonymous
$wgEnableBotPasswords = false;
$wgGroupPermissions['*']['createaccount'] = false;
