export type MessagesView = 'outbox' | 'troubles' | 'print' | 'replies' | 'templates' | 'words'

const views: Record<string, readonly MessagesView[]> = {
  relationship_manager: ['outbox', 'troubles', 'print', 'replies', 'templates', 'words'],
  outlet_president: ['outbox', 'troubles', 'print', 'replies', 'templates', 'words'],
  lobby_manager: ['outbox', 'troubles', 'replies', 'templates'],
  branch_manager: ['outbox', 'troubles', 'replies', 'templates', 'words'],
  head_office: ['templates', 'words', 'outbox', 'troubles', 'replies'],
  compliance_officer: ['templates', 'outbox', 'replies', 'words'],
}

/** What a role finds here, its own work first. */
export const viewsOf = (role: string): readonly MessagesView[] => views[role] ?? []
