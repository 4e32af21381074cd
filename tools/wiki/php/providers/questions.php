<?php
// A secondary provider of AuthManager that asks more (UI, every type of field): user "Uiuser" at log-in, and new accounts
// whose name starts with "Uinew". Names that show on the wire are those of the recordings.
use MediaWiki\Auth\AbstractSecondaryAuthenticationProvider;
use MediaWiki\Auth\AuthenticationRequest as Req;
use MediaWiki\Auth\AuthenticationResponse as Resp;

class LabUiReq extends Req {
	public $labanswer, $labsecret, $labchoice, $labagree, $labmulti, $labhidden;
	public function getFieldInfo() {
		$o = [ 'red' => new RawMessage( 'Red' ), 'blue' => new RawMessage( "'''Blue'''" ) ];
		$f = static fn ( $type, $label, array $more = [] ) => [ 'type' => $type, 'label' => new RawMessage( $label ), 'help' => new RawMessage( "Help for $label" ) ] + $more;
		return [
			'labnote' => $f( 'null', 'Just a note', [ 'value' => "Answer ''right'' to pass" ] ),
			'labanswer' => $f( 'string', 'Answer' ),
			'labsecret' => $f( 'password', 'Secret', [ 'sensitive' => true, 'optional' => true ] ),
			'labchoice' => $f( 'select', 'Choice', [ 'options' => $o, 'value' => 'red', 'optional' => true ] ),
			'labmulti' => $f( 'multiselect', 'Several', [ 'options' => $o, 'optional' => true ] ),
			'labagree' => $f( 'checkbox', 'Agree', [ 'optional' => true, 'skippable' => true ] ),
			'labhidden' => $f( 'hidden', 'Hidden', [ 'value' => 'keep-me', 'optional' => true ] ),
		];
	}
	public function loadFromSubmission( array $data ) {
		return parent::loadFromSubmission( $data + [ 'labsecret' => '', 'labchoice' => '', 'labhidden' => '' ] );
	}
	public function getMetadata() { return [ 'seen' => [ 'choice' => $this->labchoice, 'multi' => $this->labmulti, 'agree' => $this->labagree, 'hidden' => $this->labhidden ] ]; }
}
class QuestionsProvider extends AbstractSecondaryAuthenticationProvider {
	public function getAuthenticationRequests( $action, array $options ) { return []; }
	private function step( array $reqs, $first ) {
		$r = Req::getRequestByClass( $reqs, LabUiReq::class );
		if ( $first ) { return Resp::newUI( [ new LabUiReq() ], new RawMessage( "Please '''answer''' [[Main Page|this]]" ), 'warning' ); }
		if ( $r && $r->labanswer === 'right' ) { return Resp::newPass(); }
		if ( $r && $r->labanswer === 'fail' ) { return Resp::newFail( wfMessage( 'wrongpassword' ) ); }
		return Resp::newUI( [ $r ?: new LabUiReq() ], new RawMessage( 'Wrong answer, try again' ), 'error' );
	}
	public function beginSecondaryAuthentication( $user, array $reqs ) { return $user->getName() === 'Uiuser' ? $this->step( $reqs, true ) : Resp::newAbstain(); }
	public function continueSecondaryAuthentication( $user, array $reqs ) { return $this->step( $reqs, false ); }
	public function beginSecondaryAccountCreation( $user, $creator, array $reqs ) { return str_starts_with( $user->getName(), 'Uinew' ) ? $this->step( $reqs, true ) : Resp::newAbstain(); }
	public function continueSecondaryAccountCreation( $user, $creator, array $reqs ) { return $this->step( $reqs, false ); }
}
