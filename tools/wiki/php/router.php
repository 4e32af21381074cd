<?php
// What Apache or nginx does for MediaWiki, for PHP's built-in server:
//  /w/api.php, /w/index.php, /w/rest.php/v1/..., /w/load.php: entry points, with PATH_INFO
//  /wiki/Title: index.php      /fake-openid/authorize: a pretend identity provider      /__nonce: which server is this?
// All at global scope: MediaWiki's entry points make globals.
$mwkitPath = explode( '?', $_SERVER['REQUEST_URI'], 2 )[0];

if ( $mwkitPath === '/__nonce' ) {
	header( 'Content-Type: text/plain' );
	echo getenv( 'MWKIT_NONCE' );
	return true;
}
if ( str_starts_with( $mwkitPath, '/fake-openid/' ) ) {
	require __DIR__ . '/fake-openid.php';
	return true;
}
$mwkitScript = null;
if ( preg_match( '!^/w/(api|index|rest|load|opensearch_desc|thumb|img_auth)\.php(/.*)?$!', $mwkitPath, $m ) ) {
	$mwkitScript = $m[1];
	$mwkitInfo = rawurldecode( $m[2] ?? '' );
} elseif ( preg_match( '!^/(wiki(/.*)?|w/?|)$!', $mwkitPath, $m ) ) {
	$mwkitScript = 'index';
	$mwkitInfo = '';
	if ( ( $m[2] ?? '' ) > '/' && !isset( $_GET['title'] ) ) {
		$_GET['title'] = $_REQUEST['title'] = rawurldecode( substr( $m[2], 1 ) );
	}
}
if ( $mwkitScript === null ) {
	return false; // a file (resources/, skins/), or 404
}
// PHP logs files by itself, but nothing that a router answers: one more line of the same form, on the same stream
register_shutdown_function( static function () {
	file_put_contents( 'php://stderr', sprintf( "[%s] %s:%s [%d]: %s %s\n", date( 'D M j H:i:s Y' ), $_SERVER['REMOTE_ADDR'],
		$_SERVER['REMOTE_PORT'], http_response_code(), $_SERVER['REQUEST_METHOD'], $_SERVER['REQUEST_URI'] ) );
} );
unset( $_SERVER['PATH_INFO'], $_SERVER['ORIG_PATH_INFO'] );
if ( $mwkitInfo !== '' ) {
	$_SERVER['PATH_INFO'] = $mwkitInfo;
}
$_SERVER['SCRIPT_NAME'] = "/w/$mwkitScript.php";
$_SERVER['PHP_SELF'] = "/w/$mwkitScript.php$mwkitInfo";
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . "/w/$mwkitScript.php";
chdir( $_SERVER['DOCUMENT_ROOT'] . '/w' );
require $_SERVER['SCRIPT_FILENAME'];
