<?php
$wgEnableUploads = true;
