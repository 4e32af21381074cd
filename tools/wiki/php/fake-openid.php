<?php
// GET /fake-openid/authorize?return_to=URL&state=S[&user=NAME][&deny=1]
//   -> 302 to return_to with code and state (or error and state): what a real provider does after consent.
$back = $_GET['return_to'] ?? '';
$answer = isset( $_GET['deny'] )
	? [ 'error' => 'access_denied' ]
	: [ 'code' => base64_encode( 'sub:' . ( $_GET['user'] ?? 'nobody' ) ) ];
$answer['state'] = $_GET['state'] ?? '';
header( 'Location: ' . $back . ( str_contains( $back, '?' ) ? '&' : '?' ) . http_build_query( $answer ), true, 302 );
