-- resources/search.handler.ts partsOf.count: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`displayName` IS NOT NULL

-- resources/search.handler.ts partsOf.count: count Group
SELECT COUNT(*) AS total FROM `groups` t WHERE t.`accountId` = ? AND t.`displayName` IS NOT NULL

-- resources/search.handler.ts selectHits: selectUnion
SELECT id, kind, sortKey, weight FROM (SELECT t.`id` AS id, ? AS kind, NULL AS sortKey, t.`size` AS weight FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`displayName` IS NOT NULL UNION ALL SELECT t.`id` AS id, ? AS kind, NULL AS sortKey, t.`memberCount` AS weight FROM `groups` t WHERE t.`accountId` = ? AND t.`displayName` IS NOT NULL) u ORDER BY sortKey IS NULL, sortKey, id LIMIT ? OFFSET ?

-- resources/stored-subjects.ts withStoredSubjects: select User
SELECT t.`id`, t.`userName`, t.`displayName`, t.`formattedName`, t.`givenName`, t.`familyName`, t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` IN (?…)

-- resources/stored-subjects.ts withStoredSubjects: select Group
SELECT t.`id`, t.`displayName`, t.`externalId` FROM `groups` t WHERE t.`accountId` = ? AND t.`id` IN (?…)

-- resources/user-presenter.ts UserPresenter.showsChanged: count entity
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` = ? AND t.`updatedAt` > ?)
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` = ? AND t.`updatedAt` > ?)
