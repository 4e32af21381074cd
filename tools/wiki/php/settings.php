<?php
// Settings of every wiki here. The LocalSettings.php of a wiki sets $mwkit (dir, port, host, db, l10n), includes this
// file, then each overlay.
$wgSitename = 'Lab Wiki'; // as in the recordings
$wgMetaNamespace = 'Project';
$wgScriptPath = '/w';
$wgArticlePath = '/wiki/$1';
$wgServer = "http://{$mwkit['host']}:{$mwkit['port']}";
$wgResourceBasePath = $wgScriptPath;
$wgLanguageCode = 'en';
$wgLocaltimezone = 'UTC';
$wgSecretKey = str_repeat( '0123456789abcdef', 4 );
$wgAuthenticationTokenVersion = '1';

// --- database: SQLite, one file per wiki. $wgDBname also names the cookies
$wgDBtype = 'sqlite';
$wgDBserver = $wgDBuser = $wgDBpassword = '';
$wgDBname = $mwkit['db'];
$wgDBservers = [ [
	'type' => 'sqlite', 'dbname' => $mwkit['db'], 'dbFilePath' => $mwkit['dir'] . '/wiki.sqlite',
	'variables' => [ 'synchronous' => 'OFF' ], 'flags' => 0, 'load' => 1, 'tablePrefix' => '',
	'trxMode' => 'IMMEDIATE',
] ];
$wgSQLiteDataDir = $mwkit['dir'];

// --- caches: APCu is shared between the workers of PHP's built-in server
$wgMainCacheType = $wgMessageCacheType = $wgParserCacheType = $wgSessionCacheType = CACHE_ACCEL;
$wgMainStash = CACHE_ACCEL;
$wgCacheDirectory = $mwkit['dir'] . '/cache';
$wgLocalisationCacheConf = [
	'class' => LocalisationCache::class, 'store' => 'array', 'storeClass' => false,
	'storeDirectory' => $mwkit['l10n'], 'storeServer' => [], 'forceRecache' => false,
	'manualRecache' => !defined( 'MWKIT_BUILD' ),
];
$wgInvalidateCacheOnLocalSettingsChange = false;
$wgJobRunRate = 0;
$wgPingback = false;
$wgEnableUploads = false;
$wgUploadDirectory = $mwkit['dir'] . '/images';
$wgTmpDirectory = $mwkit['dir'] . '/tmp';
$wgDiff3 = '';
$wgGitBin = false;
$wgShowExceptionDetails = true;
$wgDefaultSkin = 'vector';
$wgEnableEmail = false;
$wgEmailAuthentication = true;
$wgPasswordSender = $wgEmergencyContact = 'wiki@wiki.example';
wfLoadSkin( 'Vector' );

// --- set from outside while the wiki runs
$wgReadOnlyFile = $mwkit['dir'] . '/READONLY';
// maxlag=-1 is not refused where there is one database server (recording maxlag-minus-one-passes-on-one-server)
$wgHooks['ApiMaxLagInfo'][] = static function ( &$info ) use ( $mwkit ) {
	$file = $mwkit['dir'] . '/LAG';
	if ( is_file( $file ) ) {
		$info = [ 'host' => 'db1', 'lag' => (float)file_get_contents( $file ), 'type' => 'db' ];
	}
};

// --- limits: cheap hashing of passwords and of what AuthManager keeps in the session (the defaults are 30 000 and 10 001
// rounds; the latter are most of the time of a sign-in), and none that a test suite runs into.
// The default is 5 failed log-ins in 5 minutes for a name and address; overlay throttle has low ones.
$wgPasswordConfig['pbkdf2']['cost'] = '1';
$wgSessionPbkdf2Iterations = 1;
$wgPasswordAttemptThrottle = [ [ 'count' => 100000, 'seconds' => 300 ] ];
unset( $wgRateLimits['edit']['ip'], $wgRateLimits['edit']['newbie'] );

// --- mail never leaves: every message becomes one JSON line
$wgHooks['AlternateUserMailer'][] = static function ( $headers, $to, $from, $subject, $body ) use ( $mwkit ) {
	file_put_contents( $mwkit['dir'] . '/mail.jsonl', json_encode( [
		'to' => array_map( static fn ( $address ) => $address->address, is_array( $to ) ? $to : [ $to ] ),
		'subject' => $subject, 'body' => is_array( $body ) ? $body['text'] : $body,
	] ) . "\n", FILE_APPEND | LOCK_EX );
	return false; // handled
};
