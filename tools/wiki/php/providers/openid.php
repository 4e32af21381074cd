<?php
// A primary provider of AuthManager that signs in elsewhere: the button "labopenid" leads to /fake-openid (REDIRECT), and
// code and state come back. A linked identity: PASS; one that is not: RESTART (sign in to link it); access_denied: FAIL.
// It also creates accounts through REDIRECT, links and unlinks. Names that show on the wire are those of the recordings.
use MediaWiki\Auth\AbstractPrimaryAuthenticationProvider;
use MediaWiki\Auth\AuthenticationRequest as Req;
use MediaWiki\Auth\AuthenticationResponse as Resp;
use MediaWiki\Auth\AuthManager;
use MediaWiki\Auth\ButtonAuthenticationRequest;

class LabOpenIdButton extends ButtonAuthenticationRequest {
	public function __construct() {
		parent::__construct( 'labopenid', new RawMessage( 'Log in with Lab OpenID' ), new RawMessage( 'Goes to the fake provider' ) );
	}
	public static function __set_state( $data ) { return new self(); }
	public function getMetadata() { return [ 'lab' => [ 'issuer' => 'fake-openid', 'scopes' => [ 'a', 'b' ] ] ]; }
}
class LabOpenIdReturn extends Req {
	public $code, $state, $error;
	public $required = self::OPTIONAL;
	public function getFieldInfo() {
		$f = static fn ( $n ) => [ 'type' => 'string', 'label' => new RawMessage( "OpenID $n" ), 'help' => new RawMessage( "OpenID $n from the return URL" ), 'optional' => true ];
		return [ 'code' => $f( 'code' ), 'state' => $f( 'state' ), 'error' => $f( 'error' ) ];
	}
	public function loadFromSubmission( array $data ) {
		return parent::loadFromSubmission( $data + [ 'code' => '', 'state' => '', 'error' => '' ] );
	}
}
class LabOpenIdLink extends Req {
	public $sub;
	public function __construct( $sub = null ) { $this->sub = $sub; $this->required = self::OPTIONAL; }
	public function getUniqueId() { return 'LabOpenIdLink:' . $this->sub; }
	public function getFieldInfo() { return []; }
	public function describeCredentials() { return [ 'provider' => new RawMessage( 'Lab OpenID' ), 'account' => new RawMessage( (string)$this->sub ) ]; }
}
class OpenIdProvider extends AbstractPrimaryAuthenticationProvider {
	private function file() { return $this->config->get( 'SQLiteDataDir' ) . '/openid-links.json'; }
	private function links() { return json_decode( @file_get_contents( $this->file() ) ?: '{}', true ); }
	private function save( array $l ) { file_put_contents( $this->file(), json_encode( $l ), LOCK_EX ); }
	private function redirect( array $reqs ) {
		$button = ButtonAuthenticationRequest::getRequestByName( $reqs, 'labopenid' );
		if ( !$button ) { return Resp::newAbstain(); }
		$state = MWCryptRand::generateHex( 16 );
		$this->manager->setAuthenticationSessionData( 'LabOpenId:state', $state );
		return Resp::newRedirect( [ new LabOpenIdReturn() ], wfAppendQuery( $GLOBALS['wgServer'] . '/fake-openid/authorize',
			[ 'client_id' => 'lab', 'state' => $state, 'return_to' => $button->returnToUrl ] ), [ 'labapi' => 'redirect data' ] );
	}
	private function sub( array $reqs ) { // string sub, or a FAIL response
		$r = Req::getRequestByClass( $reqs, LabOpenIdReturn::class );
		if ( !$r ) { return Resp::newFail( new RawMessage( 'lab: no return data' ) ); }
		if ( $r->error ) { return Resp::newFail( new RawMessage( 'lab: provider said ' . $r->error ) ); }
		if ( $r->state !== $this->manager->getAuthenticationSessionData( 'LabOpenId:state' ) ) { return Resp::newFail( new RawMessage( 'lab: state mismatch' ) ); }
		return preg_match( '/^sub:(\w+)$/', (string)base64_decode( (string)$r->code ), $m ) ? $m[1] : Resp::newFail( new RawMessage( 'lab: bad code' ) );
	}
	public function getAuthenticationRequests( $action, array $options ) {
		switch ( $action ) {
			case AuthManager::ACTION_LOGIN: case AuthManager::ACTION_CREATE: case AuthManager::ACTION_LINK:
				return [ new LabOpenIdButton() ];
			case AuthManager::ACTION_REMOVE: case AuthManager::ACTION_UNLINK:
				return array_map( static fn ( $s ) => new LabOpenIdLink( (string)$s ), array_keys( $this->links(), $options['username'] ) );
		}
		return [];
	}
	public function accountCreationType() { return self::TYPE_LINK; }
	public function testUserExists( $username, $flags = 0 ) { return in_array( $username, $this->links(), true ); }
	public function beginPrimaryAuthentication( array $reqs ) { return $this->redirect( $reqs ); }
	public function continuePrimaryAuthentication( array $reqs ) {
		$sub = $this->sub( $reqs );
		if ( !is_string( $sub ) ) { return $sub; }
		$r = Resp::newPass( $this->links()[$sub] ?? null );
		if ( $r->username === null ) { $r->createRequest = $r->linkRequest = new LabOpenIdLink( $sub ); } // -> RESTART
		return $r;
	}
	public function beginPrimaryAccountCreation( $user, $creator, array $reqs ) {
		$link = Req::getRequestByClass( $reqs, LabOpenIdLink::class ); // kept by createpreservestate after a RESTART
		if ( !$link ) { return $this->redirect( $reqs ); }
		$r = Resp::newPass( $user->getName() );
		$r->createRequest = $r->linkRequest = $link;
		return $r;
	}
	public function continuePrimaryAccountCreation( $user, $creator, array $reqs ) {
		$sub = $this->sub( $reqs );
		if ( !is_string( $sub ) ) { return $sub; }
		$r = Resp::newPass( $user->getName() );
		$r->createRequest = $r->linkRequest = new LabOpenIdLink( $sub );
		return $r;
	}
	public function finishAccountCreation( $user, $creator, Resp $response ) {
		$this->save( [ $response->linkRequest->sub => $user->getName() ] + $this->links() );
		return null;
	}
	public function beginPrimaryAccountLink( $user, array $reqs ) { return $this->redirect( $reqs ); }
	public function continuePrimaryAccountLink( $user, array $reqs ) {
		$sub = $this->sub( $reqs );
		if ( !is_string( $sub ) ) { return $sub; }
		$this->save( [ $sub => $user->getName() ] + $this->links() );
		return Resp::newPass();
	}
	public function providerAllowsAuthenticationDataChange( Req $req, $checkData = true ) {
		return $req instanceof LabOpenIdLink ? StatusValue::newGood() : StatusValue::newGood( 'ignored' );
	}
	public function providerChangeAuthenticationData( Req $req ) {
		if ( !$req instanceof LabOpenIdLink ) { return; }
		$l = $this->links();
		if ( $req->action === AuthManager::ACTION_REMOVE ) { unset( $l[$req->sub] ); } else { $l[$req->sub] = $req->username; }
		$this->save( $l );
	}
}
