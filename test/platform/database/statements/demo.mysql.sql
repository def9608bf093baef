-- demo-data.service.ts isEmpty: count Account
SELECT COUNT(*) AS total FROM `accounts` t WHERE 1 = 1
