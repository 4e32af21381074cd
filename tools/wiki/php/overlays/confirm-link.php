<?php
// With external-login: after RESTART and a password log-in, ask whether to link. Off by default in MediaWiki (T134952).
$wgAuthManagerAutoConfig['secondaryauth']['confirmlink'] = [ 'class' => MediaWiki\Auth\ConfirmLinkSecondaryAuthenticationProvider::class, 'sort' => 100 ];
