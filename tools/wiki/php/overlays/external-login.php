<?php
// Makes the rare states of clientlogin, createaccount and linkaccount happen: see the two providers.
require __DIR__ . '/../providers/openid.php';
require __DIR__ . '/../providers/questions.php';
$wgAuthManagerAutoConfig['primaryauth']['OpenIdProvider'] = [ 'class' => OpenIdProvider::class, 'sort' => 50 ];
$wgAuthManagerAutoConfig['secondaryauth']['QuestionsProvider'] = [ 'class' => QuestionsProvider::class, 'sort' => 150 ];
