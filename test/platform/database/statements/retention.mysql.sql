-- retention.service.ts Retention.pruneAll: select Account
SELECT t.`id` FROM `accounts` t WHERE 1 = 1
