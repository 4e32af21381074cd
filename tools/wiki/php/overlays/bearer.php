<?php
// "Authorization: Bearer lab-<username>": a stand-in for Extension:OAuth, which Debian does not package. An immutable
// session, safe against CSRF: what an OAuth client sees (log-in and log-out refused, CORS by crossorigin).
use MediaWiki\Session\ImmutableSessionProviderWithCookie;
use MediaWiki\Session\SessionInfo;
use MediaWiki\Session\UserInfo;

class BearerSessionProvider extends ImmutableSessionProviderWithCookie {
	public function provideSessionInfo( WebRequest $request ) {
		if ( !preg_match( '/^Bearer lab-(\w+)$/', (string)$request->getHeader( 'Authorization' ), $m ) ) {
			return null;
		}
		$user = UserInfo::newFromName( ucfirst( $m[1] ), true );
		if ( $user->isAnon() ) {
			return null;
		}
		return new SessionInfo( SessionInfo::MAX_PRIORITY, [
			'provider' => $this,
			'id' => $this->sessionCookieName === null ? $this->hashToSessionId( $m[1] ) : $this->getSessionIdFromCookie( $request ),
			'userInfo' => $user, 'persisted' => false, 'forceUse' => true,
		] );
	}
	public function safeAgainstCsrf() {
		return true;
	}
	public function persistsSessionId() {
		return false;
	}
	public function preventSessionsForUser( $username ) {
	}
}
$wgSessionProviders[] = [ 'class' => BearerSessionProvider::class, 'args' => [ [] ] ];
