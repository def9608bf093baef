-- group-undo.service.ts GroupUndo.membersAmong: selectListed GroupMember

-- group-undo.service.ts GroupUndo.wantedMembers: selectListed JournalChange

-- group-undo.service.ts GroupUndo.existingUsers: selectListed User

-- group-undo.service.ts GroupUndo.existingUsers: selectListed JournalChange

-- group-undo.service.ts GroupUndo.isNameWaiting: find Group

-- group-undo.service.ts GroupUndo.isNameWaiting: find JournalChange

-- group-undo.service.ts GroupUndo.read: find Group

-- later-changes.service.ts LaterChanges.reason: find JournalChange

-- later-changes.service.ts LaterChanges.authors: selectListed JournalChange

-- later-changes.service.ts LaterChanges.ofSource: select JournalChange

-- manager-undo.service.ts ManagerUndo.putBack: selectListed User

-- manager-undo.service.ts ManagerUndo.releaseFromDeleted: find User

-- manager-undo.service.ts ManagerUndo.existing: selectListed User

-- manager-undo.service.ts ManagerUndo.existing: selectListed JournalChange

-- names-in-use.service.ts NamesInUse.park: update User

-- names-in-use.service.ts NamesInUse.netOf: select JournalChange

-- names-in-use.service.ts holdersOf: selectListed User

-- run-slices.service.ts RunSlices.read: select JournalChange

-- run-slices.service.ts RunSlices.read: select JournalChange

-- run-slices.service.ts RunSlices.count: count JournalChange

-- run-slices.service.ts RunSlices.hasAny: find JournalChange

-- undo-worker.service.ts UndoWorker.due: select Account

-- undo-worker.service.ts UndoWorker.fail: update UndoJob

-- undo-worker.service.ts UndoWorker.nextSlice: find UndoJob

-- undo-worker.service.ts UndoWorker.store: update UndoJob

-- undo-worker.service.ts UndoWorker.finish: update UndoJob

-- undo-worker.service.ts UndoWorker.finish: update Run

-- undo.service.ts UndoService.begin: find UndoJob

-- undo.service.ts UndoService.begin: insert UndoJob

-- undo.service.ts UndoService.job: find UndoJob

-- user-undo.service.ts UserUndo.read: selectListed User

-- user-undo.service.ts UserUndo.deletedRows: selectListed User
