export const door = {
  newTitle: 'Choose a new password',
  newWhy: 'Your present password was given by an administrator or has expired. Choose one that only you know.',
  newPassword: 'New password',
  newAgain: 'Once more',
  differs: 'The two passwords differ',
  missing: 'Enter a new password',
  setAndEnter: 'Set and sign in',
  codeTitle: 'Code',
  codeWhy: 'Open the authenticator on your phone and enter its six digits for Liuke; without the phone use a recovery code.',
  code: 'Code or recovery code',
  codeMissing: 'Enter a code',
  enrolTitle: 'Set up an authenticator',
  enrolWhy:
    'Your role signs in with a code besides the password. Scan the picture with an authenticator app, then enter the six digits it shows.',
  confirm: 'Finish and sign in',
  enter: 'Sign in',
  startAgain: 'Start again',
  singleSignOn: 'Sign in with {{name}}',
  or: 'or',
  emergency: 'Emergency sign-in (local password)',
  problem: {
    sso_unknown: 'Your identity at the bank has no Liuke account, or it is closed. Please ask the administrator.',
    sso_refused: 'The identity provider did not confirm who you are. Please try again.',
    sso_again: 'Signing in took too long or was interrupted. Please try again.',
    sso_unreachable: 'The identity provider cannot be reached. Try again later, or ask the administrator.',
  },
}

export const password = {
  rules:
    'At least {{shortest}} characters with {{kinds}} of lower case, upper case, digits and others; without login or name, no common password, none of your last {{history}}.',
  problem: {
    too_short: 'Too short: use at least {{shortest}} characters',
    too_plain: 'Mix at least {{kinds}} of lower case, upper case, digits and other characters',
    too_common: 'This password is too common and easily guessed',
    holds_name: 'The password must not hold the login, staff number or name',
    used_before: 'You used this password lately; choose another',
  },
}

export const enrolment = {
  picture: 'Picture for setting up the authenticator',
  secret: 'If you cannot scan, type this key into the authenticator:',
}

export const account = {
  title: 'Account and security',
  password: 'Password',
  changedAt: 'Changed {{at}}',
  current: 'Present password',
  change: 'Change password',
  changed: 'Password changed; you were signed out on other devices.',
  factor: 'Authenticator',
  factorOn: 'On',
  factorOff: 'Off',
  factorAbout: 'Sign in with six digits from your phone besides the password: a leaked password alone lets nobody in.',
  factorRequired: 'Your role must use an authenticator',
  begin: 'Set up',
  scan: 'Scan the picture with an authenticator app, then enter the six digits it shows.',
  code: 'Code',
  confirm: 'Finish',
  remove: 'Remove',
  removeSure: 'Afterwards the password alone lets you in. Remove it?',
  recoveryLeft: '{{count}} recovery codes left',
  recoveryNone: 'You have no recovery codes. Without your phone you could not sign in: make some now and keep them safe.',
  recoveryNew: 'New recovery codes',
  recoveryTitle: 'Recovery codes',
  recoveryAbout:
    'Each takes the place of a code once. They are shown this once: print or write them down and keep them safe. Earlier ones no longer work.',
  copy: 'Copy',
  copied: 'Copied',
  keptSafe: 'I have kept them',
  sessions: 'Sessions',
  sessionsAbout: 'You are signed in on these devices. End those you do not know, and change your password.',
  thisDevice: 'This one',
  unknownDevice: 'Unknown device',
  since: 'signed in {{at}}',
  seen: 'last used {{at}}',
  end: 'End',
  endOthers: 'Sign out other devices',
  endAll: 'Sign out everywhere',
  ended: '{{count}} sessions ended',
  onlyThis: 'Only this session, no other devices.',
}

export const prove = {
  title: 'Confirm it is you',
  why: 'This matters. Please enter your password once more.',
  password: 'Password',
  code: 'Code or recovery code',
  confirm: 'Confirm',
  bySingleSignOn: 'Confirm at the identity provider',
  bySingleSignOnWhy: 'You will come back to this page; then try again.',
}
