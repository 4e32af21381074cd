<?php
// FancyCaptcha needs a folder of images whose names carry a salted hash of the answer; one 1x1 PNG is enough.
wfLoadExtensions( [ 'ConfirmEdit', 'ConfirmEdit/FancyCaptcha' ] );
$wgCaptchaClass = 'FancyCaptcha';
$wgCaptchaSecret = 'lab'; $wgCaptchaDirectory = $mwkit['dir'] . '/captcha'; $wgCaptchaDirectoryLevels = 0;
$wgCaptchaTriggers['createaccount'] = true;
if ( !is_dir( $wgCaptchaDirectory ) ) {
	mkdir( $wgCaptchaDirectory );
	$hash = substr( md5( 'lab' . 'abcd' . 'labword' . 'lab' . 'abcd' ), 0, 16 );
	file_put_contents( "$wgCaptchaDirectory/image_abcd_$hash.png", base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' ) );
}
