-- list/people-reader.service.ts PeopleReader.listed: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`userNameKey` IN (?…) FOR UPDATE

-- list/people-reader.service.ts PeopleReader.named: selectListed User
SELECT t.`id`, t.`userName`, t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`externalId` IN (?…)) ORDER BY t.`id` DESC
SELECT t.`id`, t.`userName`, t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`externalId` IN (?…)) ORDER BY t.`id` DESC LOCK IN SHARE MODE
SELECT t.`id`, t.`userName`, t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`userNameKey` IN (?…)) ORDER BY t.`id` DESC
SELECT t.`id`, t.`userName`, t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`userNameKey` IN (?…)) ORDER BY t.`id` DESC LOCK IN SHARE MODE

-- list/user-export.service.ts UserExport.page: selectListed User
SELECT t.`id`, t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))
