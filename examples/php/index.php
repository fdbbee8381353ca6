<?php
session_start();
$api = getenv('RACKRATE_API') ?: 'http://127.0.0.1:4000/api';
?>
<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Panel in PHP</title>
<script type="module" src="<?= htmlspecialchars($api) ?>/rackrate.js"></script>
<main>
  <rr-provider base="<?= htmlspecialchars($api) ?>" session-url="session.php">
    <rr-package-list></rr-package-list><rr-invoice-list></rr-invoice-list><rr-invoice></rr-invoice>
  </rr-provider>
</main>
</html>
