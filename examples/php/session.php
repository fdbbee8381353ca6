<?php
// Answers a POST of the widgets with { token, expiresAt } for the client who is signed in.
session_start();
header('content-type: application/json');
header('cache-control: no-store');

// The panel's own sign-in has put it there; a form of another site cannot ask (fetch metadata).
$clientId = $_SESSION['client_id'] ?? null;
$own = ($_SERVER['HTTP_SEC_FETCH_SITE'] ?? 'same-origin') === 'same-origin';
if ($_SERVER['REQUEST_METHOD'] !== 'POST' || !$own || $clientId === null) {
    http_response_code(401);
    exit('{}');
}

// A UUID of version 4.
$bytes = random_bytes(16);
$bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
$bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
$commandId = vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));

$api = getenv('RACKRATE_API') ?: 'http://127.0.0.1:4000/api';
$scheme = empty($_SERVER['HTTPS']) ? 'http' : 'https';
$request = curl_init("$api/client-sessions");
curl_setopt_array($request, [
    CURLOPT_POST => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 10,
    CURLOPT_HTTPHEADER => [
        'authorization: Bearer ' . getenv('RACKRATE_KEY'),
        'content-type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'commandId' => $commandId,
        'clientId' => $clientId,
        'areas' => ['invoices', 'packages'],
        'origin' => "$scheme://{$_SERVER['HTTP_HOST']}",
    ]),
]);
$answer = curl_exec($request);
http_response_code(curl_getinfo($request, CURLINFO_RESPONSE_CODE) ?: 502);
echo $answer === false ? '{}' : $answer;
