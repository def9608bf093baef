-- organization-tree.ts requireNoCycle: select Organization
SELECT t.`id`, t.`parentId` FROM `organizations` t WHERE t.`accountId` = ? ORDER BY t.`id`

-- organizations.service.ts OrganizationsService.create: insert Organization
INSERT INTO `organizations` (`accountId`, `id`, `name`, `parentId`, `version`, `createdAt`, `updatedAt`, `nameKey`) VALUES (?…)

-- organizations.service.ts OrganizationsService.find: find Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- organizations.service.ts OrganizationsService.findNamed: select Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` = ? OR t.`nameKey` = ?)

-- organizations.service.ts OrganizationsService.namesOf: selectListed Organization
SELECT t.`id`, t.`name` FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- organizations.service.ts OrganizationsService.list: select Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? ORDER BY t.`id`

-- organizations.service.ts OrganizationsService.select: select Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- organizations.service.ts OrganizationsService.count: count Organization
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ?
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ? AND INSTR(t.`nameKey`, ?) > 0

-- organizations.service.ts OrganizationsService.page: select Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? AND INSTR(t.`nameKey`, ?) > 0 ORDER BY t.`nameKey` LIMIT ? OFFSET ?
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `organizations` t WHERE t.`accountId` = ? AND t.`nameKey` IS NOT NULL ORDER BY t.`nameKey` LIMIT ? OFFSET ?

-- organizations.service.ts OrganizationsService.page.total: count Organization
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ? AND INSTR(t.`nameKey`, ?) > 0
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ? AND t.`nameKey` IS NOT NULL

-- organizations.service.ts OrganizationsService.update: update Organization
UPDATE `organizations` SET `name` = ?, `parentId` = ?, `version` = ?, `updatedAt` = ?, `nameKey` = ? WHERE `organizations`.`accountId` = ? AND `organizations`.`id` = ?

-- organizations.service.ts OrganizationsService.delete: count Organization
SELECT COUNT(*) AS total FROM `organizations` t WHERE t.`accountId` = ? AND t.`parentId` = ?

-- organizations.service.ts OrganizationsService.delete: delete Organization
DELETE FROM `organizations` WHERE `organizations`.`accountId` = ? AND `organizations`.`id` = ?

-- organizations.service.ts OrganizationsService.route: select Organization
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`nameKey` FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` = ? OR t.`id` = ? OR t.`nameKey` = ?)
SELECT t.`id`, t.`name`, t.`parentId`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`nameKey` FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` = ?)
