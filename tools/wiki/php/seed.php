<?php
// Fills a new wiki with the accounts, bot passwords and pages of MWKIT_SEED (JSON: src/accounts.ts, src/template.ts).
require_once getenv( 'MWKIT_MEDIAWIKI' ) . '/w/maintenance/Maintenance.php';
use MediaWiki\MediaWikiServices;

class Seed extends Maintenance {
	public function execute() {
		$seed = json_decode( getenv( 'MWKIT_SEED' ), true );
		array_map( [ $this, 'account' ], $seed['accounts'] );
		array_map( [ $this, 'botPassword' ], $seed['botPasswords'] );
		array_map( [ $this, 'page' ], array_keys( $seed['pages'] ), $seed['pages'] );
		DeferredUpdates::doUpdates();
		$this->services()->getJobRunner()->run( [ 'maxJobs' => 100 ] );
	}

	private function services() {
		return MediaWikiServices::getInstance();
	}

	private function hash( $password ) {
		return $this->services()->getPasswordFactory()->newFromPlaintext( $password );
	}

	private function account( array $account ) {
		$user = User::newFromName( $account['name'] );
		if ( !$user->getId() ) {
			$user = User::createNew( $account['name'] );
		}
		$id = $user->getId();
		// not by changeAuthenticationData: that refuses a weak password
		$this->updateUser( $id, [ 'user_password' => $this->hash( $account['password'] )->toString() ] );
		if ( isset( $account['email'] ) ) {
			$user->setEmail( $account['email'] );
			$user->saveSettings();
			$this->updateUser( $id, [ 'user_email_authenticated' => '20200101000000' ] );
		}
		foreach ( $account['groups'] ?? [] as $group ) {
			$this->services()->getUserGroupManager()->addUserToGroup( $user, $group );
		}
		if ( isset( $account['blocked'] ) ) {
			$this->block( $user );
		}
		if ( isset( $account['totp'] ) ) {
			$this->totp( $id, $account['totp'] );
		}
	}

	private function updateUser( $id, array $values ) {
		$this->getDB( DB_PRIMARY )->update( 'user', $values, [ 'user_id' => $id ], __METHOD__ );
	}

	private function block( User $user ) {
		$this->services()->getBlockUserFactory()->newBlockUser( $user, $this->admin(), 'infinity', 'lab block',
			// no autoblock: one refused edit would block 127.0.0.1, that is everyone, for a day
			[ 'isCreateAccountBlocked' => true, 'isAutoblocking' => false ] )->placeBlockUnsafe();
	}

	/** Straight into OATHAuth's tables: its own enrolment wants a code. */
	private function totp( $user, array $totp ) {
		$key = [ 'secret' => $totp['secret'], 'scratch_tokens' => $totp['recoveryCodes'] ];
		$db = $this->getDB( DB_PRIMARY );
		if ( $db->tableExists( 'oathauth_devices', __METHOD__ ) ) { // 1.43: a row for each key
			$db->insert( 'oathauth_types', [ 'oat_name' => 'totp' ], __METHOD__, [ 'IGNORE' ] );
			$type = $db->selectField( 'oathauth_types', 'oat_id', [ 'oat_name' => 'totp' ], __METHOD__ );
			$db->insert( 'oathauth_devices', [ 'oad_user' => $user, 'oad_type' => $type, 'oad_data' => json_encode( $key ) ], __METHOD__ );
		} else { // 1.39: a row for each user
			$db->replace( 'oathauth_users', 'id', [ 'id' => $user, 'module' => 'totp', 'data' => json_encode( [ 'keys' => [ $key ] ] ) ], __METHOD__ );
		}
	}

	private function botPassword( array $password ) {
		[ $user, $app ] = explode( '@', $password['name'] );
		$fields = [ 'username' => $user, 'appId' => $app, 'grants' => $password['grants'] ];
		if ( isset( $password['addresses'] ) ) {
			$fields['restrictions'] = MWRestrictions::newFromArray( [ 'IPAddresses' => $password['addresses'] ] );
		}
		$status = BotPassword::newUnsaved( $fields )->save( 'insert', $this->hash( $password['password'] ) );
		if ( !$status->isGood() ) {
			$this->fatalError( print_r( $status->getErrors(), true ) );
		}
	}

	private function page( $title, array $revisions ) {
		foreach ( $revisions as $text ) {
			$page = $this->services()->getWikiPageFactory()->newFromTitle( Title::newFromText( $title ) );
			$page->doUserEditContent( ContentHandler::makeContent( $text, $page->getTitle() ), $this->admin(), 'seed' );
		}
	}

	private function admin() {
		return User::newFromName( 'Admin' );
	}
}
$maintClass = Seed::class;
require_once RUN_MAINTENANCE_IF_MAIN;
