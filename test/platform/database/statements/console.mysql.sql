-- run-pages.service.ts namesIn: selectListed Organization

-- run-pages.service.ts namesIn: selectListed User
