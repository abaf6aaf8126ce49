// Made of openapi.json by `make client`; what is changed here is lost.

export interface paths {
    "/api/v1/access/file/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe a shared file */
        get: operations["driveGetSharedFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/file/{token}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a shared file
         * @description Whole or in part, with a body of exact length, always as an attachment.
         */
        get: operations["driveDownloadSharedFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe the download of a shared file
         * @description What `GET` would answer, without its body.
         */
        head: operations["driveDescribeSharedFile"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/folder/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a shared folder
         * @description The files that are in it now.
         */
        get: operations["driveListSharedFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/folder/{token}/{filename}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file of a shared folder
         * @description Whole or in part, with a body of exact length, always as an attachment.
         */
        get: operations["driveDownloadFromSharedFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe the download of a file of a shared folder
         * @description What `GET` would answer, without its body.
         */
        head: operations["driveDescribeFromSharedFolder"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/revoke/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a share
         * @description At once, by its token.
         */
        post: operations["driveRevokeShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/app-passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List app passwords
         * @description Without their secrets, which nobody has any more but the programs that use them.
         */
        get: operations["driveListAppPasswords"];
        put?: never;
        /**
         * Make an app password
         * @description For a program that knows names and passwords alone: it sends both as HTTP Basic, here and over WebDAV. An app password opens files, and nothing about
         *     the account; it takes no one-time password.
         */
        post: operations["driveMakeAppPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/app-passwords/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an app password
         * @description It is refused from now on.
         */
        delete: operations["driveRevokeAppPassword"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit
         * @description Who did what with the caller's files, the newest first; of an operator with everybody's.
         */
        get: operations["driveAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encryption/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand out the key
         * @description With it, the ordinary `age` program opens the documents of the caller's encrypted files. Takes the password once more.
         */
        post: operations["driveEncryptionIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encryption/off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch encryption off
         * @description New files are stored as they are. Encrypted ones stay encrypted, and can be read when it is switched on again.
         */
        post: operations["driveEncryptionOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encryption/on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch encryption on
         * @description New files are encrypted; encrypted ones are decrypted for their owner. Files that are there stay as they are.
         */
        post: operations["driveEncryptionOn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all files
         * @description The caller's own, in whatever folder.
         */
        get: operations["driveListAllFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List folders
         * @description All of the caller's, with their paths, by path.
         */
        get: operations["driveListFolders"];
        put?: never;
        /** Make a folder */
        post: operations["driveMakeFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a folder
         * @description It goes to the trash, with everything in it.
         */
        delete: operations["driveDeleteFolder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a folder
         * @description Of a folder that is not there: none.
         */
        get: operations["driveListFiles"];
        put?: never;
        /**
         * Upload a file
         * @description As `multipart/form-data`, of any size. Into a folder that is made where it is missing; under a numbered name where its own is taken.
         */
        post: operations["driveUploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe a file */
        get: operations["driveGetFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description It goes to the trash.
         */
        delete: operations["driveDeleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a file
         * @description Nothing is sent: the copy has the same documents at Telegram. Under a numbered name where its own is taken.
         */
        post: operations["driveCopyFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Whole or in part, with a body of exact length, always as an attachment. An encrypted file is decrypted; where its owner has encryption switched
         *     off, the answer is a sentence instead, with status 200 as the original has it.
         */
        get: operations["driveDownloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a download
         * @description What `GET` would answer, without its body.
         */
        head: operations["driveDescribeDownload"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a file */
        post: operations["driveMoveFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename a file
         * @description Downloads keep the name that it was sent with.
         */
        put: operations["driveRenameFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share a file
         * @description The message is the path of the link, whose last part is the token. The share follows the file through renames and moves.
         */
        post: operations["driveShareFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of a file
         * @description The newest first.
         */
        get: operations["driveListVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/files/{filename}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a version of a file
         * @description It becomes the newest one. Nothing is sent.
         */
        post: operations["driveRestoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a folder
         * @description With everything in it, into another folder.
         */
        post: operations["driveMoveFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename a folder
         * @description The files in it follow.
         */
        put: operations["driveRenameFolder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{folder}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share a folder
         * @description The message is the path of the link, whose last part is the token. Visitors see the files that are in the folder then.
         */
        post: operations["driveShareFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import documents
         * @description Documents that are in a chat of the storage account become files of a user, without a byte being sent again: a hundred messages a call, from
         *     `after` on. Repeated with `last_message` until `has_more` is false.
         */
        post: operations["driveImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: operations["driveMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description All other sessions end; app passwords stay. Nothing is encrypted with the password, so nothing is lost.
         */
        post: operations["driveChangePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description The first user looks after the drive. Whether others may register, the server's settings say.
         */
        post: operations["driveRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find files
         * @description The caller's whose names have all of the words, in any order.
         */
        get: operations["driveSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Those of the caller that have not expired, the newest first.
         */
        get: operations["driveListSessions"];
        put?: never;
        post?: never;
        /**
         * End all other sessions
         * @description Their tokens are refused from now on.
         */
        delete: operations["driveEndOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Its token is refused from now on. With the number of the session that asks, this signs out.
         */
        delete: operations["driveEndSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List shares
         * @description The caller's that can still be used, the newest first. Their tokens are not known any more.
         */
        get: operations["driveListShares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statistics
         * @description Of the caller, the trash left out.
         */
        get: operations["driveStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tgcloud/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the password
         * @description Once the code was right, or a QR code was scanned.
         */
        post: operations["driveCheckPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tgcloud/auth/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code
         * @description Telegram sends it to the storage account's other devices, as a text message, by e-mail or otherwise; `sent` says where.
         */
        post: operations["driveSendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tgcloud/auth/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by QR code
         * @description Show `url` as a QR code and have it scanned by another device of the storage account; ask again every half minute for a fresh one. Where the account has
         *     a password at Telegram, `/tgcloud/auth/password` follows the scan.
         */
        post: operations["driveShowQr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tgcloud/auth/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the storage account signed in?
         * @description Asks Telegram, at most once a minute.
         */
        get: operations["driveStorageStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tgcloud/auth/verify_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code
         * @description Where the account has a password at Telegram, the message is `Password required`, and `/tgcloud/auth/password` is next.
         */
        post: operations["driveVerifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token
         * @description For a name and a password, as a form. Where the account has one-time passwords, 401 with `One-time password required`: send the same once more, with
         *     `otp`.
         */
        post: operations["driveToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does signing in take a one-time password? */
        get: operations["driveOneTimePasswords"];
        put?: never;
        /**
         * Begin with one-time passwords
         * @description The secret is for an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). Nothing changes until `/totp/confirm`.
         */
        post: operations["driveEnrolOneTimePasswords"];
        /**
         * Do without one-time passwords
         * @description A secret that was not confirmed is forgotten as well.
         */
        delete: operations["driveDisableOneTimePasswords"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm one-time passwords
         * @description With one that the app shows. From then on `/token` takes one, each once. Whoever loses the app needs an operator.
         */
        post: operations["driveConfirmOneTimePasswords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trash
         * @description What the caller deleted, the latest first.
         */
        get: operations["driveListTrash"];
        put?: never;
        post?: never;
        /** Empty the trash */
        delete: operations["driveEmptyTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete something for good */
        delete: operations["driveDeleteFromTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take something out of the trash
         * @description To where it was; under a numbered name where its own is taken, and into `Recovered` where its folder is gone.
         */
        post: operations["driveRestoreFromTrash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description By name. Only for operators.
         */
        get: operations["driveListUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a user's quota
         * @description What is stored already stays, however much it is. Only for operators.
         */
        put: operations["driveSetQuota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a Telethon session
         * @description A `StringSession`, alone or in the original's form, followed by a colon and more. The server asks Telegram whether it is signed in.
         *     Afterwards use it only here: Telegram ends a session that two addresses use at the same time.
         */
        post: operations["statelessImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out
         * @description Ends the session at Telegram; its strings are no longer valid. A sign-in under way is cancelled.
         */
        delete: operations["statelessLogOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/send_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code
         * @description Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. The next request needs the session string of this response.
         */
        post: operations["statelessSendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/verify_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code
         * @description If the account has a second factor, `next_step` is `verify_password`.
         */
        post: operations["statelessVerifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/verify_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the second factor
         * @description With the session string of `/auth/verify_code`, or that of `/auth/send_code`.
         */
        post: operations["statelessVerifyPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List chats
         * @description Private chats, groups and channels, with the newest messages first.
         */
        get: operations["statelessListChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/check-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the second factor
         * @description After a sign-in, by code or by QR code, that requires it.
         */
        post: operations["checkPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cleanSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove ended sessions
         * @description Asks Telegram about every account of the key, and deletes the sessions that have ended there.
         */
        delete: operations["accountsCleanSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download several files as one zip
         * @description Stored, not compressed, with safe and distinct names, and with its exact length. At most 1000 files and 64 GiB. A download cannot be
         *     resumed: after an interruption it starts again.
         */
        get: operations["downloadMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a zip of several files
         * @description The headers of `GET`, without a body. Fetches no file from Telegram.
         */
        head: operations["describeDownload"];
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch the media
         * @description Server-sent events, with the names and data of `LiveEvents`. The stream may end at any time; list again after reconnecting.
         */
        get: operations["watchMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_saved_messages_media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the media (another spelling)
         * @description Another spelling of `/get-saved-messages-media`.
         */
        get: operations["listMediaRespelled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get-saved-messages-media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the media
         * @description One page, newest first.
         */
        get: operations["listMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a group or channel
         * @description By name, link or invite. Joining a chat again is a success too.
         */
        post: operations["statelessJoin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/is_authenticated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the browser signed in, and who is it? (another spelling)
         * @description Another spelling of `/is-authenticated`.
         */
        get: operations["isAuthenticatedRespelled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/is-authenticated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the browser signed in, and who is it? */
        get: operations["isAuthenticated"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the authorization at Telegram and deletes the session here.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete several items
         * @description At most 1000. Items that no longer exist are left out of the response.
         */
        delete: operations["deleteManyMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the media by day */
        get: operations["countMediaByDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the media by kind */
        get: operations["countMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an item */
        delete: operations["deleteMedia"];
        options?: never;
        head?: never;
        /** Change the caption */
        patch: operations["editMedia"];
        trace?: never;
    };
    "/messages/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a chat
         * @description Newest first. `next_offset` is the `offset_id` of the next page.
         */
        get: operations["statelessListMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete messages
         * @description For everybody in the chat. Messages that do not exist are ignored.
         */
        delete: operations["statelessDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit a message
         * @description Its text, or the caption of its media. The date in the response is that of the edit.
         */
        post: operations["statelessEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forward a message
         * @description The id in the response is that of the new message.
         */
        post: operations["statelessForward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/media/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a file
         * @description Whole or in part, with a body of exact length, always as an attachment.
         */
        get: operations["statelessReadMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a file
         * @description The headers of `GET`, without a body. Fetches only the message from Telegram.
         */
        head: operations["statelessDescribeMedia"];
        patch?: never;
        trace?: never;
    };
    "/messages/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a text message
         * @description As plain text, unless `parse_mode` is Markdown or HTML.
         */
        post: operations["statelessSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/send_with_file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file
         * @description With a caption, as `multipart/form-data`. Telegram shows it as the photo, video, audio or document that it is.
         */
        post: operations["statelessSendFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/qrLogin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in by QR code
         * @description Show `data` as a QR code and have another device of that person scan it; request a fresh one every half minute. If the account has a second
         *     factor, continue with `/signin` and the password once the code is scanned.
         */
        get: operations["accountsQrLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/send_code_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code (another spelling)
         * @description Another spelling of `/send-code`.
         */
        post: operations["sendCodeRespelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/send-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code
         * @description Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. The number may contain spaces, dashes, dots and brackets.
         */
        post: operations["sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sendCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Send a code
         * @description Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. `phoneCodeHash` goes with the code to `/signin`.
         */
        get: operations["accountsSendCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code (another spelling)
         * @description Another spelling of `/sign-in`. Here `phone` may be missing: it is then the one that the code was sent to.
         */
        post: operations["signInRespelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code
         * @description If the account has a second factor and `password` is missing, the response is 401 with `password_required`: continue with `/check-password`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in by QR code
         * @description Server-sent events, with the names and data of `QrEvents`: `token` at once and whenever the code is replaced, then one of
         *     `password_required` (continue with `/check-password`), `signed_in` and `failed`. Close the stream after any of these three, or an
         *     `EventSource` begins a new sign-in. Only for pages of this origin and of `FRONTEND_ORIGINS`.
         */
        get: operations["signInByQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code
         * @description If the account has a second factor and `password` is missing, the response is 401 with `data.needs2fa`: send the same again, with the password.
         */
        post: operations["accountsSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream_media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a file
         * @description Whole or in part, with a body of exact length. A name may follow the id, for players that go by the extension.
         */
        get: operations["streamMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a file
         * @description The headers of `GET`, without a body. Fetches nothing from Telegram.
         */
        head: operations["describeMedia"];
        patch?: never;
        trace?: never;
    };
    "/stream_media/{id}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a file (another spelling)
         * @description Another spelling of `/stream_media/{id}`.
         */
        get: operations["streamMediaRespelled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a file (another spelling)
         * @description Another spelling of `/stream_media/{id}`.
         */
        head: operations["describeMediaRespelled"];
        patch?: never;
        trace?: never;
    };
    "/stream_thumbnail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a thumbnail
         * @description Of the pictures that Telegram has, the smallest that is at least `size`, or else the largest.
         */
        get: operations["streamThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statistics of streams
         * @description Those that are running, newest first, then the last 32 that ended, most recent first.
         */
        get: operations["streamStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upload_file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload files
         * @description Several files make an album. The body is sent on to Telegram while it arrives; an incomplete form is never sent as a message.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the contacts */
        get: operations["accountsContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/dialogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the chats */
        get: operations["accountsDialogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/downloadFile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Whole or in part, with a body of exact length.
         */
        get: operations["accountsDownloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Describe a file
         * @description The headers of `GET`, without a body.
         */
        head: operations["accountsDescribeFile"];
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/downloadProfilePhoto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the profile photo */
        get: operations["accountsProfilePhoto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/isAuthorized": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the account signed in?
         * @description According to this server; `sessionValid` asks Telegram.
         */
        get: operations["accountsIsAuthorized"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out
         * @description Ends the authorization at Telegram and deletes the session here.
         */
        delete: operations["accountsLogOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/messages/deleteMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete messages
         * @description For everybody in the chat, if the account may do that.
         */
        post: operations["accountsDeleteMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/messages/getMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a chat
         * @description Of Saved Messages by default; newest first, a page at a time. The message objects have Telegram's own field names, as in Telethon's
         *     `to_dict`.
         */
        get: operations["accountsGetMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/sessionValid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the session valid?
         * @description Asks Telegram every time.
         */
        get: operations["accountsSessionValid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/uploadFile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description To Saved Messages, or to `chatId`, always as a file. The body is sent on to Telegram while it arrives; an incomplete form is never sent as a
         *     message.
         */
        post: operations["accountsUploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{phone}/userInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the account's user */
        get: operations["accountsUserInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/messages/{phone}/deleteMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete messages (another spelling)
         * @description Another spelling of `/user/{phone}/messages/deleteMessages`.
         */
        post: operations["accountsDeleteMessagesRespelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/messages/{phone}/getMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a chat (another spelling)
         * @description Another spelling of `/user/{phone}/messages/getMessages`.
         */
        get: operations["accountsGetMessagesRespelled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description `DELETE /cleanSessions` */
        AccountsCleaned: {
            /** @description The number of removed sessions. */
            data: components["schemas"]["AccountsRemoved"];
            /** @description True. */
            isSuccess: boolean;
            /**
             * @description A sentence for people.
             * @example Unused sessions cleaned.
             */
            message: string;
        };
        /** @description A contact. */
        AccountsContact: {
            /** @description First name. */
            first_name: string;
            /**
             * Format: int64
             * @description Telegram's user id.
             */
            id: number;
            /** @description Last name. */
            last_name?: string | null;
            /** @description Phone number without `+`, if this account may see it. */
            phone_number?: string | null;
            /** @description Username without `@`. */
            username?: string | null;
        };
        /** @description `GET /user/<phone>/contacts` */
        AccountsContacts: {
            /** @description The account's contacts. */
            data: components["schemas"]["AccountsContact"][];
            /** @description True. */
            isSuccess: boolean;
            /**
             * @description A sentence for people.
             * @example Contacts fetched.
             */
            message: string;
        };
        /** @description `POST /user/<phone>/messages/deleteMessages`: the deleted messages. */
        AccountsDeleted: {
            /** @description The ids of the messages that were deleted. */
            data: number[];
            /** @description True. */
            isSuccess: boolean;
        };
        /** @description `POST /user/<phone>/messages/deleteMessages` */
        AccountsDeleteMessages: {
            /**
             * @description The messages' chat; Saved Messages by default.
             * @example @ines_faro
             */
            chatId?: string | null;
            /**
             * @description Ids of messages, as strings or numbers.
             * @example [
             *       "17",
             *       "18"
             *     ]
             */
            ids: string[];
        };
        /** @description A chat in the list. */
        AccountsDialog: {
            /**
             * Format: int64
             * @description The id for `chatId`, marked as in Telethon: `-100…` is a channel or supergroup, `-…` a basic group.
             * @example -1001234567890
             */
            id: number;
            /**
             * Format: int32
             * @description The number of members, if Telegram returns it.
             */
            membersCount?: number | null;
            /** @description The title, or a person's name. */
            title: string;
            /**
             * @description `private`, `group`, `supergroup` or `channel`.
             * @example private
             */
            type: string;
            /**
             * Format: int32
             * @description The number of unread messages.
             */
            unreadCount: number;
            /** @description Username without `@`. */
            username?: string | null;
        };
        /** @description `GET /user/<phone>/dialogs` */
        AccountsDialogs: {
            /** @description Pinned chats first, then those with the newest messages. */
            data: components["schemas"]["AccountsDialog"][];
            /** @description True. */
            isSuccess: boolean;
        };
        /** @description A refusal. */
        AccountsError: {
            /** @description The same for programs. It never changes. */
            code: components["schemas"]["ErrorCode"];
            data?: components["schemas"]["AccountsSecondFactor"] | null;
            /**
             * @description False.
             * @example false
             */
            isSuccess: boolean;
            /**
             * @description A sentence for people.
             * @example The user trying to access telegram features is not authorized.
             */
            message: string;
            /**
             * Format: int64
             * @description Seconds to wait, if Telegram or this server asks for it.
             */
            retryAfter?: number | null;
        };
        /** @description A message. */
        AccountsMessage: {
            /**
             * @description `Message`.
             * @example Message
             */
            _: string;
            /**
             * @description When it was sent.
             * @example 2026-11-20T10:00:30+00:00
             */
            date: string;
            /** @description When it was last edited. */
            edit_date?: string | null;
            /** @description Whether apps are to hide that it was edited. */
            edit_hide: boolean;
            /** @description The formatted parts of the text. */
            entities: Record<string, unknown>[];
            /**
             * Format: int32
             * @description The number of forwards, for channel posts.
             */
            forwards?: number | null;
            /** @description The sender; null for an unsigned channel post. */
            from_id?: Record<string, unknown> | null;
            /** @description Whether it was a scheduled message. */
            from_scheduled: boolean;
            /** @description Where it was forwarded from. */
            fwd_from?: Record<string, unknown> | null;
            /**
             * Format: int64
             * @description The same for all messages of one album.
             */
            grouped_id?: number | null;
            /**
             * Format: int32
             * @description The message's id in the chat.
             */
            id: number;
            /** @description Whether it is a legacy message, which Telegram cannot show in full. */
            legacy: boolean;
            /** @description The attached media: `MessageMediaPhoto`, `MessageMediaDocument`, or only the name of another constructor. */
            media?: Record<string, unknown> | null;
            /** @description Whether its voice note or video note has not been played yet. */
            media_unread: boolean;
            /** @description Whether it mentions this account or replies to it. */
            mentioned: boolean;
            /** @description The text, or the caption of the media. */
            message: string;
            /** @description Whether it may not be forwarded. */
            noforwards: boolean;
            /** @description Whether this account sent it. */
            out: boolean;
            /** @description The chat: `PeerUser`, `PeerChat` or `PeerChannel`. */
            peer_id: Record<string, unknown>;
            /** @description Whether it is pinned. */
            pinned: boolean;
            /** @description Whether it is a channel post. */
            post: boolean;
            /** @description The signature of a channel post. */
            post_author?: string | null;
            /** @description The replies or comments, if they are counted. */
            replies?: Record<string, unknown> | null;
            /** @description Always null. */
            reply_markup?: Record<string, unknown> | null;
            /** @description The message that it replies to. */
            reply_to?: Record<string, unknown> | null;
            /** @description Whether it was sent without a notification sound. */
            silent: boolean;
            /**
             * Format: int32
             * @description Seconds after which it deletes itself.
             */
            ttl_period?: number | null;
            /**
             * Format: int64
             * @description The inline bot that made it.
             */
            via_bot_id?: number | null;
            /**
             * Format: int32
             * @description The number of views, for channel posts.
             */
            views?: number | null;
        };
        /** @description `GET /user/<phone>/messages/getMessages` */
        AccountsMessages: {
            /** @description Newest first. */
            data: components["schemas"]["AccountsMessage"][];
            /** @description True. */
            isSuccess: boolean;
            /**
             * Format: int32
             * @description `offsetId` of the next page; null on the last one.
             * @example 1187
             */
            nextOffsetId?: number | null;
            /**
             * Format: int64
             * @description The number of messages in the chat, according to Telegram.
             * @example 217
             */
            total: number;
        };
        /** @description `GET /qrLogin` */
        AccountsQrLink: {
            /**
             * @description The content of the QR code.
             * @example tg://login?token=AQJ
             */
            data: string;
            /** @description True. */
            isSuccess: boolean;
        };
        /** @description The number of removed sessions. */
        AccountsRemoved: {
            /**
             * @description Sessions that had ended at Telegram.
             * @example 2
             */
            removed: number;
        };
        /** @description What the account requires besides the code. */
        AccountsSecondFactor: {
            /** @description The hint that the owner set. */
            hint?: string | null;
            /** @description True: the password is missing. */
            needs2fa: boolean;
        };
        /** @description `GET /sendCode` */
        AccountsSentCode: {
            /** @description True. */
            isSuccess: boolean;
            /** @description To be sent with the code to `/signin`. */
            phoneCodeHash: string;
            /** @description The same, under the key of the original's later versions. */
            sendCode: string;
            /** @description Where it went, and what comes next. */
            sent: components["schemas"]["SentCode"];
            /** @description The same, under the original's key. */
            sentCode: string;
        };
        /** @description `POST /signin` */
        AccountsSignIn: {
            /**
             * @description The second factor, if the account has one; otherwise empty or missing.
             * @example
             */
            password?: string | null;
            /**
             * @description The code.
             * @example 22222
             */
            phoneCode: string;
            /** @description From `/sendCode`; by default that of the last code. */
            phoneCodeHash?: string | null;
            /**
             * @description The number that the code was sent to.
             * @example +9996620001
             */
            phoneNumber: string;
        };
        /** @description The operation succeeded. */
        AccountsSuccess: {
            /** @description True for a log-out. */
            data?: boolean | null;
            /** @description True. */
            isSuccess: boolean;
            /**
             * @description A sentence for people.
             * @example Session is still valid.
             */
            message: string;
        };
        /** @description `POST /user/<phone>/uploadFile`: Telegram's result for a sent message, and the message itself as `data`. */
        AccountsUpdates: {
            /**
             * @description `Updates`.
             * @example Updates
             */
            _: string;
            /** @description Always empty. */
            chats: Record<string, unknown>[];
            /** @description The message. */
            data: components["schemas"]["AccountsMessage"];
            /** @description When the message was sent. */
            date: string;
            /** @description True. */
            isSuccess: boolean;
            /**
             * Format: int32
             * @description Always 0.
             */
            seq: number;
            /** @description `UpdateMessageID`, then `UpdateNewMessage` with the message. */
            updates: Record<string, unknown>[];
            /** @description Always empty. */
            users: Record<string, unknown>[];
        };
        /** @description `POST /user/<phone>/uploadFile` */
        AccountsUploadForm: {
            /** @description The caption. */
            caption?: string | null;
            /**
             * @description The chat to send it to; Saved Messages by default. Comes before the file.
             * @example @ines_faro
             */
            chatId?: string | null;
            /** @description The file. */
            file: components["schemas"]["FileBytes"];
            /**
             * @description The file's MIME type; by default that of its part in the form.
             * @example application/pdf
             */
            mimeType?: string | null;
        };
        /** @description The user. */
        AccountsUser: {
            /** @description First name. */
            firstName: string;
            /** @description Last name. */
            lastName?: string | null;
            /**
             * @description Phone number without `+`.
             * @example 393421323295
             */
            phoneNumber?: string | null;
            /**
             * Format: int64
             * @description Telegram's user id.
             * @example 12314
             */
            userId: number;
            /** @description Username without `@`. */
            username?: string | null;
        };
        /** @description The user, with the keys of the original's documentation, and in `data` those of its code. */
        AccountsUserInfo: {
            /** @description The same; here the number is without `+`. */
            data: components["schemas"]["AccountsUser"];
            /**
             * @description First name.
             * @example foo
             */
            firstName: string;
            /** @description True. */
            isSuccess: boolean;
            /**
             * @description Last name.
             * @example bar
             */
            lastName?: string | null;
            /**
             * @description Phone number with `+`.
             * @example +393421323295
             */
            phoneNumber?: string | null;
            /**
             * Format: int64
             * @description Telegram's user id.
             * @example 12314
             */
            userId: number;
            /**
             * @description Username without `@`.
             * @example foobar
             */
            username?: string | null;
        };
        /** @description `GET /is-authenticated` */
        Authenticated: {
            /** @description Whether the browser is signed in. */
            authenticated: boolean;
            /** @description The user. */
            user?: components["schemas"]["User"];
        };
        /** @description `POST /check-password` */
        CheckPassword: {
            /**
             * @description The second factor.
             * @example sandbox
             */
            password: string;
        };
        /** @description A code was sent. */
        CodeSent: {
            /**
             * @description A sentence for people.
             * @example Code sent successfully.
             */
            message: string;
            /** @description Where it went, and what comes next. */
            sent: components["schemas"]["SentCode"];
        };
        /** @description An app password, without its secret. */
        DriveAppPassword: {
            /**
             * @description When it was made, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370497
             */
            id: number;
            /**
             * @description What its owner calls it.
             * @example laptop
             */
            name: string;
            /**
             * @description When it was last used, to the minute or so.
             * @example 2026-11-20T21:18:02Z
             */
            used_at?: string | null;
        };
        /** @description An app password, this once with its secret. */
        DriveAppPasswordSecret: {
            /**
             * @description When it was made, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370497
             */
            id: number;
            /**
             * @description What its owner calls it.
             * @example laptop
             */
            name: string;
            /**
             * @description The password, to be sent with the user's name as HTTP Basic. It is not shown again.
             * @example hga_QmFzZTY0IGlzIG5pY2U
             */
            password: string;
        };
        /** @description Something that was done, or tried. */
        DriveAuditEntry: {
            /**
             * @description What.
             * @example file.upload
             */
            action: string;
            /**
             * @description Who did it: a user, with an app password its name after a slash, or a share by its number.
             * @example user/laptop
             */
            actor: string | null;
            /**
             * @description `user`, `app_password`, `share` or `server`.
             * @example user
             */
            actor_kind: string;
            /**
             * @description The client's address.
             * @example 127.0.0.1
             */
            address: string | null;
            /**
             * @description When, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            at: string;
            /**
             * Format: int64
             * @description Its number: later ones have higher ones.
             * @example 42
             */
            id: number;
            /**
             * @description Its path then, or what else it was about.
             * @example myfolder/file.txt
             */
            name: string | null;
            /**
             * Format: int64
             * @description The number of the file or folder.
             */
            node_id: number | null;
            /**
             * @description `ok`, or why not.
             * @example ok
             */
            outcome: string;
            /**
             * @description Whose files or account it was about; null where nobody has the name that was tried.
             * @example user
             */
            username: string | null;
        };
        /** @description A category. */
        DriveCategory: {
            /**
             * Format: int64
             * @description Bytes, as they are stored.
             */
            bytes: number;
            /**
             * Format: int64
             * @description Files.
             */
            files: number;
        };
        /** @description `POST /password` */
        DriveChangePassword: {
            /**
             * @description The password from now on: 1 to 1,024 bytes.
             * @example a better one
             */
            new_password: string;
            /**
             * @description The password so far.
             * @example pass
             */
            old_password: string;
        };
        /** @description `POST /tgcloud/auth/password` */
        DriveCheckPassword: {
            /**
             * @description The storage account's password at Telegram.
             * @example sandbox
             */
            password: string;
        };
        /** @description A code was sent. */
        DriveCodeSent: {
            /**
             * @description A sentence for people.
             * @example Code sent
             */
            message: string;
            /** @description Where it went, and what comes next. */
            sent: components["schemas"]["SentCode"];
        };
        /** @description A request that takes the password once more. */
        DriveConfirm: {
            /**
             * @description The caller's password.
             * @example pass
             */
            password: string;
        };
        /** @description `POST /totp/confirm` */
        DriveConfirmOneTimePasswords: {
            /**
             * @description What the app shows.
             * @example 123456
             */
            otp: string;
        };
        DriveDetail: string | {
            ctx?: Record<string, unknown>;
            /** @description What came instead; anything */
            input?: unknown;
            loc: (string | number)[];
            msg: string;
            type: string;
        }[];
        /** @description A secret for one-time passwords. */
        DriveEnrolment: {
            /**
             * @description In base32, to be typed into an authenticator app.
             * @example GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
             */
            secret: string;
            /**
             * @description The same, to be shown as a QR code.
             * @example otpauth://totp/Heliograph:user?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Heliograph
             */
            uri: string;
        };
        /** @description A refusal, in FastAPI's form. */
        DriveError: {
            /** @description A sentence, or what was not understood, one by one. */
            detail: components["schemas"]["DriveDetail"];
            /**
             * Format: int64
             * @description Seconds to wait; with 429 alone.
             * @example 42
             */
            retry_after?: number | null;
        };
        /** @description A file, with the keys of the original in their order, and what it is beside them. */
        DriveFile: {
            /**
             * @description `image`, `video`, `audio`, `document`, `archive` or `other`.
             * @example document
             */
            category: string;
            /**
             * @description Its MIME type. Untrusted text.
             * @example text/plain
             */
            content_type: string;
            /** @description Whether it is encrypted. */
            encrypted: boolean;
            /**
             * @description Its name.
             * @example file.txt
             */
            filename: string;
            /**
             * @description The path of its folder.
             * @example myfolder
             */
            folder: string;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370497
             */
            id: number;
            /**
             * Format: int64
             * @description The message in the storage chat; 0 until there is one.
             * @example 7
             */
            message_id: number;
            /**
             * @description The name that it was sent with.
             * @example file.txt
             */
            original_name: string;
            /**
             * @description Bytes, as a download gives them, in decimal digits.
             * @example 11
             */
            size: string;
            /**
             * @description When it was sent, UTC.
             * @example 2026-11-20T21:15:58
             */
            uploaded_at: string;
        };
        /** @description A file as a form. */
        DriveFileForm: {
            /**
             * Format: binary
             * @description The file.
             */
            file: string;
        };
        /** @description A folder, with the keys of the original in their order. */
        DriveFolder: {
            /**
             * @description When it was made, UTC.
             * @example 2026-11-20T21:15:58
             */
            created_at: string;
            /**
             * @description How many files are in it; null while there are none.
             * @example 1
             */
            file_count: number | null;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370498
             */
            id: number;
            /**
             * @description A sentence; of a folder that was just made.
             * @example Folder 'myfolder' created
             */
            message?: string | null;
            /**
             * @description The messages of these, with commas between them; null while there are none.
             * @example 7
             */
            message_ids: string | null;
            /**
             * @description Its path.
             * @example myfolder
             */
            name: string;
        };
        /** @description Files that were found. */
        DriveFound: {
            /** @description The files. */
            files: components["schemas"]["DriveFile"][];
            /** @description The `cursor` of the next page; null after the last. */
            next_cursor: string | null;
        };
        /** @description An age identity. */
        DriveIdentity: {
            /**
             * @description What the `age` program takes as its identity; a secret.
             * @example AGE-SECRET-KEY-1…
             */
            identity: string;
        };
        /** @description `POST /import` */
        DriveImport: {
            /**
             * Format: int64
             * @description Only messages after this one: `last_message` of the answer before.
             * @example 100
             */
            after?: number | null;
            /**
             * @description The chat: `me` for Saved Messages, an id, or a public name.
             * @example me
             */
            chat: string;
            /**
             * @description The folder that they go into; made where it is missing.
             * @example Saved Messages
             */
            folder: string;
            /**
             * @description Whose files they become.
             * @example user
             */
            username: string;
        };
        /** @description What an import did. */
        DriveImported: {
            /** @description Whether the chat has more. */
            has_more: boolean;
            /**
             * Format: int64
             * @description Documents that became files.
             */
            imported: number;
            /**
             * Format: int64
             * @description Documents that the user had already.
             */
            known: number;
            /**
             * Format: int32
             * @description The last message that was looked at.
             * @example 100
             */
            last_message: number | null;
        };
        /** @description `POST /app-passwords` */
        DriveMakeAppPassword: {
            /**
             * @description What to call it: 1 to 64 characters.
             * @example laptop
             */
            name: string;
        };
        /** @description `POST /folders/` */
        DriveMakeFolder: {
            /**
             * @description The name; with slashes the path, below folders that are there.
             * @example myfolder
             */
            folder: string;
        };
        /** @description A response that says nothing but a sentence. */
        DriveMessage: {
            /** @description A sentence for people. */
            message: string;
        };
        /** @description Where a file goes. */
        DriveMoveFile: {
            /**
             * @description The folder's path.
             * @example otherfolder
             */
            dest_folder: string;
        };
        /** @description Where a folder goes. */
        DriveMoveFolder: {
            /**
             * @description The folder that it goes into; empty: to the top.
             * @example otherfolder
             */
            dest_folder: string;
        };
        /** @description Whether an account has one-time passwords. */
        DriveOneTimePasswords: {
            /** @description Whether signing in takes one. */
            enabled: boolean;
        };
        /** @description What a QR code has to say. */
        DriveQr: {
            /**
             * @description When a fresh one is needed, UTC.
             * @example 2026-11-20T10:00:30Z
             */
            expires_at?: string | null;
            /**
             * @description `Scan the code`; `Password required` or `Authenticated` when it was scanned a moment ago.
             * @example Scan the code
             */
            message: string;
            /**
             * @description What to show as a QR code.
             * @example tg://login?token=AQ
             */
            url?: string | null;
        };
        /** @description `POST /register` */
        DriveRegister: {
            /**
             * @description 1 to 1,024 bytes.
             * @example pass
             */
            password: string;
            /**
             * @description 1 to 64 visible characters, none of them `/` or `:`.
             * @example user
             */
            username: string;
        };
        /** @description A new name. */
        DriveRename: {
            /**
             * @description The name.
             * @example newname
             */
            new_name: string;
        };
        /** @description `POST /tgcloud/auth/phone` */
        DriveSendCode: {
            /**
             * @description The number to send a code to.
             * @example +9996620001
             */
            phone: string;
        };
        /** @description A session. */
        DriveSession: {
            /**
             * @description The program that signed in, as it named itself.
             * @example curl/8.14.1
             */
            client?: string | null;
            /**
             * @description When it began, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /**
             * @description When its token expires.
             * @example 2026-11-20T22:15:58Z
             */
            expires_at: string;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370497
             */
            id: number;
            /** @description Whether it is the one that asks. */
            is_current: boolean;
            /**
             * @description When it was last used, to the minute or so.
             * @example 2026-11-20T21:18:02Z
             */
            used_at?: string | null;
        };
        /** @description `PUT /users/<username>/quota` */
        DriveSetQuota: {
            /**
             * Format: int64
             * @description The most bytes to store; null for no limit.
             * @example 1073741824
             */
            quota: number | null;
        };
        /** @description A share in its owner's list; its token is not known any more. */
        DriveShare: {
            /**
             * @description When it was made, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /**
             * Format: int64
             * @description How often it was.
             * @example 1
             */
            downloads: number;
            /**
             * @description When it expires; null: never.
             * @example 2026-11-20T22:15:58Z
             */
            expires_at: string | null;
            /** @description Whether visitors need a password. */
            has_password: boolean;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370499
             */
            id: number;
            /**
             * @description `file` or `folder`.
             * @example file
             */
            kind: string;
            /**
             * Format: int64
             * @description How often it may be downloaded; null: as often as anybody likes.
             * @example 10
             */
            max_downloads: number | null;
            /**
             * @description The path of what it names.
             * @example myfolder/file.txt
             */
            path: string;
        };
        /** @description What a share may do. Nothing of it has to be there. */
        DriveShareOptions: {
            /** @description Whether an encrypted file is decrypted for visitors. */
            decrypt?: boolean | null;
            /**
             * Format: int64
             * @description Minutes until it expires; null: never. 60 where it is not given.
             * @example 60
             */
            expires_in?: number | null;
            /**
             * Format: int64
             * @description How often it may be downloaded.
             * @example 10
             */
            max_downloads?: number | null;
            /** @description A password that visitors need. */
            password?: string | null;
        };
        /** @description `POST /token`, as a form. */
        DriveSignIn: {
            /**
             * @description `password`, if anything.
             * @example password
             */
            grant_type?: string | null;
            /**
             * @description The one-time password, where the account needs one; `totp` is another name for it.
             * @example 123456
             */
            otp?: string | null;
            /**
             * @description The password.
             * @example pass
             */
            password: string;
            /**
             * @description The user's name.
             * @example user
             */
            username: string;
        };
        /** @description What a user stores, with the keys of the original in their order, and more beside them. */
        DriveStats: {
            /** @description Files and bytes of each category. */
            categories: {
                [key: string]: components["schemas"]["DriveCategory"];
            };
            /** @description Whether encryption is switched on. */
            encryption_enabled: boolean;
            /**
             * Format: int64
             * @description Bytes that may be stored there; null: no limit.
             * @example 1073741824
             */
            quota: number | null;
            /** @description Bytes of the files in each folder, as they are stored. */
            space_used_for_folder: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Bytes at Telegram, with trash and versions.
             * @example 50
             */
            stored_bytes: number;
            /**
             * Format: int64
             * @description Files.
             * @example 8
             */
            total_files: number;
            /**
             * Format: int64
             * @description Folders.
             * @example 3
             */
            total_folders: number;
            /**
             * @description Bytes of all files, as they are stored, with a unit.
             * @example 50.00 B
             */
            total_space_used: string;
        };
        /** @description A token. */
        DriveToken: {
            /**
             * @description What goes into `Authorization: Bearer`, for an hour; a secret.
             * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…
             */
            access_token: string;
            /**
             * @description Always `bearer`.
             * @example bearer
             */
            token_type: string;
        };
        /** @description Something in the trash. */
        DriveTrashEntry: {
            /**
             * @description When it was deleted, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            deleted_at: string;
            /**
             * @description When it is deleted for good.
             * @example 2026-12-20T21:15:58Z
             */
            expires_at: string | null;
            /**
             * Format: int64
             * @description Its number.
             * @example 4503599627370497
             */
            id: number;
            /**
             * @description `file` or `folder`.
             * @example file
             */
            kind: string;
            /**
             * @description The path that it had.
             * @example myfolder/file.txt
             */
            path: string;
            /**
             * Format: int64
             * @description Of a file: bytes.
             * @example 11
             */
            size: number | null;
        };
        /** @description A user. */
        DriveUser: {
            /**
             * @description When the user was added, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /** @description Whether the user looks after the drive. */
            is_operator: boolean;
            /** @description Whether signing in takes a one-time password. */
            one_time_passwords: boolean;
            /**
             * Format: int64
             * @description The most bytes to store; null for no limit.
             * @example 1073741824
             */
            quota?: number | null;
            /**
             * @description The name.
             * @example user
             */
            username: string;
        };
        /** @description `POST /tgcloud/auth/verify_code` */
        DriveVerifyCode: {
            /**
             * @description The code.
             * @example 22222
             */
            code: string;
            /**
             * @description The number that the code was sent to.
             * @example +9996620001
             */
            phone: string;
        };
        /** @description A content that a file has or had. */
        DriveVersion: {
            /**
             * @description Its MIME type. Untrusted text.
             * @example text/plain
             */
            content_type: string;
            /**
             * @description When it was sent, UTC.
             * @example 2026-11-20T21:15:58Z
             */
            created_at: string;
            /**
             * @description Who sent it.
             * @example user
             */
            created_by: string;
            /** @description Whether it is encrypted. */
            encrypted: boolean;
            /**
             * @description SHA-256, in hexadecimal digits; empty of what was imported.
             * @example 64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c
             */
            sha256: string;
            /**
             * Format: int64
             * @description Bytes.
             * @example 11
             */
            size: number;
            /**
             * Format: int32
             * @description Its number: the newest has the highest.
             * @example 2
             */
            version: number;
        };
        /** @description `PATCH /media/<id>` */
        EditMedia: {
            /**
             * @description The new caption; empty removes it.
             * @example The sea, in the evening
             */
            caption: string;
        };
        /** @description An event without data. */
        EmptyEvent: Record<string, unknown>;
        /** @description A refusal. */
        Error: {
            /** @description The same for programs. It never changes. */
            code: components["schemas"]["ErrorCode"];
            /** @description What went wrong, for debugging. */
            details?: string;
            /**
             * @description A sentence for people.
             * @example User not authenticated.
             */
            error: string;
            /**
             * Format: int64
             * @description The largest accepted size in bytes.
             */
            limit?: number;
            /** @description The hint that the owner set. */
            password_hint?: string;
            /** @description The code was right, but the account has a second factor. */
            password_required?: boolean;
            /**
             * Format: int64
             * @description Seconds after which a new attempt makes sense.
             */
            retry_after?: number;
        };
        /**
         * @description Why a request was refused, for programs. New ones may be added; none changes its meaning.
         * @enum {string}
         */
        ErrorCode: "host_not_allowed" | "origin_not_allowed" | "method_not_allowed" | "not_found" | "forbidden" | "request_malformed" | "request_too_large" | "request_incomplete" | "request_timeout" | "unsupported_media_type" | "parameter_invalid" | "not_implemented" | "server_busy" | "internal_error" | "not_authenticated" | "session_ended" | "several_session_cookies" | "api_key_required" | "api_key_invalid" | "api_key_scope" | "flood_wait" | "too_many_requests" | "telegram_unavailable" | "account_in_use" | "telegram_refused" | "telegram_error" | "phone_number_required" | "phone_number_invalid" | "phone_number_banned" | "phone_number_unregistered" | "no_code_requested" | "code_required" | "code_invalid" | "code_expired" | "password_required" | "password_missing" | "password_invalid" | "media_not_found" | "thumbnail_not_found" | "file_not_found" | "messages_not_found" | "photo_not_found" | "chat_not_found" | "range_not_satisfiable" | "precondition_failed" | "download_too_large" | "file_required" | "file_empty" | "file_too_large" | "file_invalid" | "account_frozen" | "account_restricted" | "caption_too_long" | "not_modified" | "text_too_long" | "text_empty" | "format_invalid" | "message_invalid" | "reply_invalid" | "not_author" | "edit_too_late" | "delete_forbidden" | "forwards_restricted" | "admin_required" | "write_forbidden" | "banned_in_chat" | "person_unreachable" | "is_channel" | "not_a_group" | "invite_empty" | "invite_invalid" | "invite_expired" | "join_requested" | "too_many_chats" | "chat_full";
        /** Format: binary */
        FileBytes: string;
        /** @description Event `flood_wait` of `GET /events`. */
        FloodWaitEvent: {
            /** @description Only transfers are slowed down, because the account is not premium; they continue by themselves. */
            is_pace: boolean;
            /**
             * Format: int64
             * @description Seconds.
             * @example 5
             */
            retry_after: number;
        };
        /** @description The events of `GET /events`: what each name carries. */
        LiveEvents: {
            /** @description Telegram asks this account to wait. */
            flood_wait: components["schemas"]["FloodWaitEvent"];
            /** @description A new item. */
            media_added: components["schemas"]["Media"];
            /** @description An item whose caption or file changed. */
            media_changed: components["schemas"]["Media"];
            /** @description Items that were removed. */
            media_removed: components["schemas"]["MediaRemovedEvent"];
            /** @description The session has ended. The last event. */
            signed_out: components["schemas"]["EmptyEvent"];
        };
        /** @description One item of the list. */
        Media: {
            /**
             * @description The same for all items of one album. A string, because JavaScript's numbers cannot hold all of its digits.
             * @example null
             */
            album_id: string | null;
            /**
             * @description The caption, empty when there is none.
             * @example First light
             */
            caption: string;
            /**
             * Format: double
             * @description Seconds.
             * @example null
             */
            duration: number | null;
            /**
             * @description Whether there is a thumbnail.
             * @example true
             */
            has_thumbnail: boolean;
            /**
             * Format: int32
             * @description Pixels.
             * @example 853
             */
            height: number | null;
            /**
             * Format: int32
             * @description The message's id.
             * @example 123
             */
            id: number;
            /**
             * @description The MIME type that Telegram has for the file. Untrusted text.
             * @example image/jpeg
             */
            mime_type: string;
            /**
             * @description The file's name, safe to show and save: without characters that change the direction of text or lead into another folder.
             * @example first-light.jpg
             */
            name: string;
            /**
             * @description A tiny picture to show until the thumbnail has loaded: a data URI.
             * @example data:image/jpeg;base64,/9j/4AAQ
             */
            placeholder: string | null;
            /**
             * Format: int64
             * @description Bytes.
             * @example 102400
             */
            size: number;
            /**
             * @description The file's URL.
             * @example /stream_media/123/first-light.jpg
             */
            stream_url: string;
            /**
             * @description The thumbnail's URL.
             * @example /stream_thumbnail/123
             */
            thumbnail_url: string | null;
            /**
             * Format: date-time
             * @description When the message was sent: RFC 3339, UTC.
             * @example 2026-11-20T10:00:00Z
             */
            timestamp: string;
            /** @description `photo`, `video`, `audio`, `voice`, `animation` or `document`. */
            type: components["schemas"]["MediaKind"];
            /**
             * Format: int32
             * @description Pixels.
             * @example 1280
             */
            width: number | null;
        };
        /** @description `GET /media-counts` */
        MediaCounts: {
            /**
             * Format: int64
             * @example 2
             */
            animation: number;
            /**
             * Format: int64
             * @example 1
             */
            audio: number;
            /**
             * Format: int64
             * @example 9
             */
            document: number;
            /**
             * Format: int64
             * @example 41
             */
            photo: number;
            /**
             * Format: int64
             * @example 6
             */
            video: number;
            /**
             * Format: int64
             * @example 1
             */
            voice: number;
        };
        /** @description One day of `GET /media-calendar`. */
        MediaDay: {
            /**
             * Format: int64
             * @description The number of items.
             * @example 3
             */
            count: number;
            /**
             * Format: date
             * @description As `2026-11-20`, UTC.
             * @example 2026-11-20
             */
            date: string;
            /**
             * Format: int32
             * @description The newest item's id.
             * @example 123
             */
            newest: number;
        };
        /** @description `DELETE /media?ids=…` */
        MediaDeleted: {
            /**
             * @description The ids of the items that were deleted.
             * @example [
             *       123,
             *       122
             *     ]
             */
            ids: number[];
            /**
             * @description A sentence for people.
             * @example Media deleted successfully.
             */
            message: string;
        };
        /** @description `PATCH /media/<id>` */
        MediaEdited: {
            /** @description The changed item. */
            media: components["schemas"]["Media"];
            /**
             * @description A sentence for people.
             * @example Caption changed successfully.
             */
            message: string;
        };
        /** @enum {string} */
        MediaKind: "photo" | "video" | "audio" | "voice" | "animation" | "document";
        /** @description Event `media_removed` of `GET /events`. */
        MediaRemovedEvent: {
            /**
             * @description The ids of the removed messages.
             * @example [
             *       123
             *     ]
             */
            ids: number[];
        };
        /** @description Event `password_required` of `GET /sign-in/qr`. */
        PasswordRequiredEvent: {
            /**
             * @description The hint that the owner set.
             * @example the usual one
             */
            password_hint: string | null;
        };
        /** @enum {string} */
        PictureSize: "s" | "m" | "x" | "y" | "w";
        /** @description The events of `GET /sign-in/qr`: what each name carries. */
        QrEvents: {
            /** @description The sign-in was refused. The last event. */
            failed: components["schemas"]["Error"];
            /** @description The code was scanned and the account has a second factor: continue with `/check-password`. The last event. */
            password_required: components["schemas"]["PasswordRequiredEvent"];
            /** @description Signed in. The last event. */
            signed_in: components["schemas"]["SignedInEvent"];
            /** @description A code to show: at once, and whenever it is replaced. */
            token: components["schemas"]["QrTokenEvent"];
        };
        /** @description Event `token` of `GET /sign-in/qr`. */
        QrTokenEvent: {
            /**
             * @description RFC 3339, UTC.
             *     When the code expires: RFC 3339, UTC.
             */
            expires_at: string;
            /**
             * @description The same as a QR code, in SVG.
             * @example <svg xmlns="http://www.w3.org/2000/svg"/>
             */
            svg: string;
            /**
             * @description `tg://login?token=…`
             * @example tg://login?token=AQ
             */
            url: string;
        };
        /** @description `POST /send-code` */
        SendCode: {
            /**
             * @description The number to send a code to.
             * @example +9996620001
             */
            phone: string;
        };
        /**
         * @description How Telegram stores a file.
         * @enum {string}
         */
        SentAs: "photo" | "file";
        /** @description Where a code went, and what comes next. */
        SentCode: {
            /**
             * Format: int32
             * @description The number of its characters.
             * @example 5
             */
            length: number | null;
            /**
             * @description Where it goes if it is requested again.
             * @example sms
             */
            next: string | null;
            /**
             * @description Of an e-mail address: what is shown of it. Of a call: how its number begins. Of a word or a phrase: how it begins.
             * @example a***@example.org
             */
            pattern: string | null;
            /**
             * @description `app`: a message in the person's Telegram apps. `sms`: a text message; `sms_word` and `sms_phrase`: with a word or a phrase instead of digits.
             *     `call`: a call that says it. `flash_call` and `missed_call`: the number that calls is the code, or its last digits are. `email`: the e-mail
             *     address for signing in. `fragment`: the owner of the number sees it at fragment.com.
             * @example app
             */
            via: string;
            /**
             * Format: int64
             * @description After how many seconds it can be requested again.
             * @example 60
             */
            wait: number | null;
        };
        /** @description A successful sign-in. */
        SignedIn: {
            /**
             * @description A sentence for people.
             * @example Signed in successfully.
             */
            message: string;
            /** @description Who is signed in. */
            user: components["schemas"]["User"];
        };
        /** @description Event `signed_in` of `GET /sign-in/qr`. */
        SignedInEvent: {
            /** @description Who is signed in. */
            user: components["schemas"]["User"];
        };
        /** @description `POST /sign-in` */
        SignIn: {
            /**
             * @description The code.
             * @example 22222
             */
            code: string;
            /** @description The second factor, if the client already knows that there is one. */
            password?: string | null;
            /**
             * @description The number that the code was sent to.
             * @example +9996620001
             */
            phone: string;
        };
        /** @description A chat. */
        StatelessChat: {
            /**
             * Format: int64
             * @description The marked id: `-100…` for channels and supergroups, `-…` for basic groups.
             * @example -1002900000001
             */
            id: number;
            /** @description Whether it has no username. */
            is_private: boolean;
            /**
             * Format: int32
             * @description The number of members, if Telegram returns it.
             */
            members_count?: number | null;
            /**
             * @description The title, or a person's name.
             * @example Lighthouse keepers
             */
            name: string;
            /**
             * @description `private`, `group`, `supergroup` or `channel`.
             * @example supergroup
             */
            type: string;
            /**
             * @description The username, without `@`.
             * @example lighthouse_keepers
             */
            username?: string | null;
        };
        /** @description The chats. */
        StatelessChats: {
            chats: components["schemas"]["StatelessChat"][];
            /** @description The number of chats in this response. */
            total_count: number;
        };
        /** @description `DELETE /messages/delete` */
        StatelessDelete: {
            /**
             * @description The chat.
             * @example me
             */
            chat_id: string;
            /**
             * @description The messages.
             * @example [
             *       41,
             *       42
             *     ]
             */
            message_ids: number[];
        };
        /** @description The messages that were deleted. */
        StatelessDeleted: {
            /**
             * @description The ids of the messages that were deleted.
             * @example [
             *       41,
             *       42
             *     ]
             */
            deleted_messages: number[];
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
        };
        StatelessDetail: string | {
            ctx?: Record<string, unknown>;
            /** @description What came instead; anything */
            input?: unknown;
            loc: (string | number)[];
            msg: string;
            type: string;
        }[];
        /** @description `POST /messages/edit` */
        StatelessEdit: {
            /**
             * @description The chat.
             * @example me
             */
            chat_id: string;
            /**
             * @description The message's id, as a string or number.
             * @example 42
             */
            message_id: string;
            /**
             * @description The new text.
             * @example Hello again
             */
            new_text: string;
            /**
             * @description The markup of the text: `markdown` or `html`; plain text by default.
             * @example markdown
             * @enum {string|null}
             */
            parse_mode?: "markdown" | "html" | null;
        };
        /** @description A refusal, in FastAPI's form. */
        StatelessError: {
            /** @description A sentence, or what was not understood, one by one. */
            detail: components["schemas"]["StatelessDetail"];
            /**
             * Format: int64
             * @description Seconds to wait; with 429 alone.
             * @example 42
             */
            retry_after?: number | null;
        };
        /** @description `POST /messages/forward` */
        StatelessForward: {
            /**
             * @description The chat of the message.
             * @example @harbour_notices
             */
            from_chat_id: string;
            /**
             * Format: int32
             * @description The message.
             * @example 1
             */
            message_id: number;
            /**
             * @description The chat to forward it to.
             * @example me
             */
            to_chat_id: string;
        };
        /** @description `POST /auth/import` */
        StatelessImport: {
            /**
             * @description The application's `api_hash`.
             * @example 0123456789abcdef0123456789abcdef
             */
            api_hash: string;
            /**
             * Format: int64
             * @description The application that the session was made with.
             * @example 12345
             */
            api_id: number;
            /**
             * @description A Telethon `StringSession`; a part after a colon is ignored.
             * @example 1ApWapzMBu…
             */
            session_string: string;
        };
        /** @description `POST /groups/join` */
        StatelessJoin: {
            /**
             * @description `@name`, `name`, a `t.me` link, `+hash` or `t.me/joinchat/hash`.
             * @example @lighthouse_keepers
             */
            group_identifier: string;
        };
        /** @description The chat that was joined. */
        StatelessJoined: {
            /** @description The chat's own description. */
            description?: string | null;
            /**
             * Format: int64
             * @description The unmarked id, unlike in `/chats`.
             * @example 2900000001
             */
            id: number;
            /**
             * @description A sentence for people.
             * @example Successfully joined
             */
            message: string;
            /** @description Always null: photos of chats have no URL here. */
            photo_url?: string | null;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
            /**
             * @description The title.
             * @example Lighthouse keepers
             */
            title: string;
            /**
             * @description The username, without `@`.
             * @example lighthouse_keepers
             */
            username?: string | null;
        };
        /** @description A message. */
        StatelessMessage: {
            /**
             * @description When it was sent, UTC.
             * @example 2025-01-02T03:04:05Z
             */
            date: string;
            /** @description The original sender of a forwarded message: a name, or a marked id. */
            forward_from?: string | null;
            /**
             * Format: int32
             * @description The message's id in the chat.
             * @example 42
             */
            id: number;
            /** @description Whether it is pinned. */
            is_pinned: boolean;
            /**
             * @description `photo`, `video`, `document`, `voice` or `audio`.
             * @example photo
             */
            media_type?: string | null;
            /**
             * Format: int32
             * @description The message that it replies to.
             */
            reply_to_msg_id?: number | null;
            /**
             * Format: int64
             * @description The sender's marked id; for a channel post, that of the channel.
             */
            sender_id?: number | null;
            /** @description The sender's first and last name, or title. */
            sender_name?: string | null;
            /** @description The sender's username, without `@`. */
            sender_username?: string | null;
            /** @description The text, or the caption of the media. */
            text?: string | null;
        };
        /** @description A page of a chat. */
        StatelessMessages: {
            /** @description Whether there may be older messages. */
            has_more: boolean;
            messages: components["schemas"]["StatelessMessage"][];
            /**
             * Format: int32
             * @description `offset_id` of the next page, if there may be one.
             * @example 41
             */
            next_offset?: number | null;
            /** @description The number of messages in this response. */
            total_count: number;
        };
        /** @description `POST /messages/send` */
        StatelessSend: {
            /**
             * @description `@name`, a number (also as a JSON number), a `t.me` link, or `me`.
             * @example @lighthouse_keepers
             */
            chat_id: string;
            /**
             * @description The markup of the text: `markdown` or `html`; plain text by default.
             * @example markdown
             * @enum {string|null}
             */
            parse_mode?: "markdown" | "html" | null;
            /**
             * Format: int32
             * @description The message that it replies to.
             */
            reply_to_message_id?: number | null;
            /**
             * @description The text.
             * @example Hello, World!
             */
            text: string;
        };
        /** @description `POST /auth/send_code` */
        StatelessSendCode: {
            /**
             * @description The application's `api_hash`.
             * @example 0123456789abcdef0123456789abcdef
             */
            api_hash: string;
            /**
             * Format: int64
             * @description The caller's own application, from my.telegram.org.
             * @example 12345
             */
            api_id: number;
            /**
             * @description The number to send a code to.
             * @example +9996620001
             */
            phone: string;
        };
        /** @description `POST /messages/send_with_file`, which is read part by part. */
        StatelessSendFile: {
            /**
             * @description `@name`, a number, a `t.me` link, or `me`. If it comes before the file, it is checked before the file is read.
             * @example me
             */
            chat_id: string;
            /** @description The file. */
            file: components["schemas"]["FileBytes"];
            /**
             * @description The markup of the caption: `markdown` or `html`; plain text by default.
             * @example markdown
             * @enum {string|null}
             */
            parse_mode?: "markdown" | "html" | null;
            /**
             * Format: int32
             * @description The message that it replies to.
             */
            reply_to_message_id?: number | null;
            /** @description The caption. */
            text?: string | null;
        };
        /** @description A message that was sent or edited. */
        StatelessSent: {
            /**
             * @description When it was sent or edited, UTC.
             * @example 2025-01-02T03:04:05Z
             */
            date: string;
            /**
             * Format: int32
             * @description The message's id in its chat.
             * @example 77
             */
            message_id: number;
            /**
             * @description Always true.
             * @example true
             */
            success: boolean;
        };
        /** @description A response that names the next step. */
        StatelessStep: {
            /**
             * @description A sentence for people.
             * @example Verification code sent
             */
            message: string;
            /**
             * @description `verify_code`, `verify_password` or `completed`.
             * @example verify_code
             */
            next_step: string;
            /** @description Where the code went, and what comes next; only of `/auth/send_code`. */
            sent?: components["schemas"]["SentCode"];
            /**
             * @description The value for `X-Session-String` from now on; a secret.
             * @example hgs1_…
             */
            session_string: string;
        };
        /** @description The operation succeeded. */
        StatelessSuccess: {
            /**
             * @description A sentence for people.
             * @example Successfully logged out
             */
            message: string;
        };
        /** @description `POST /auth/verify_code` */
        StatelessVerifyCode: {
            /**
             * @description The code.
             * @example 22222
             */
            code: string;
        };
        /** @description `POST /auth/verify_password` */
        StatelessVerifyPassword: {
            /**
             * @description The second factor.
             * @example sandbox
             */
            password: string;
        };
        /**
         * @description The state of a stream.
         * @enum {string}
         */
        StreamOutcome: "running" | "whole" | "left" | "failed";
        /** @description Repairs within a stream. */
        StreamRepairs: {
            /**
             * Format: int32
             * @description Lost connections.
             */
            connections: number;
            /**
             * Format: int32
             * @description Redirections to another data centre.
             */
            migrations: number;
            /**
             * Format: int32
             * @description Renewed file references.
             */
            references: number;
            /**
             * Format: int32
             * @description Chunks of a wrong length.
             */
            short: number;
        };
        /** @description One stream of `GET /stream-stats` */
        StreamStats: {
            /**
             * Format: int64
             * @description The number of requested bytes.
             * @example 52428800
             */
            asked_bytes: number;
            /**
             * Format: int64
             * @description The bytes of those chunks.
             * @example 6291456
             */
            bytes_from_cache: number;
            /**
             * Format: int64
             * @description The bytes of those chunks.
             * @example 46137344
             */
            bytes_from_telegram: number;
            /**
             * Format: int64
             * @description From the start to the last byte that was sent.
             * @example 22020096
             */
            bytes_per_second: number;
            /**
             * Format: int32
             * @description Chunks from the cache, or that were already being fetched for another reader.
             * @example 12
             */
            chunks_from_cache: number;
            /**
             * Format: int32
             * @description Chunks that were fetched for this stream.
             * @example 90
             */
            chunks_from_telegram: number;
            /**
             * Format: int32
             * @description The largest number of connections that served it at once.
             * @example 4
             */
            connections: number;
            /**
             * Format: int64
             * @description The time since the start, or until the end.
             * @example 2410
             */
            duration_ms: number;
            /**
             * @description The cause of a failure, as one word.
             * @example null
             */
            failure: string | null;
            /**
             * Format: int64
             * @description The length of the whole file.
             * @example 734003200
             */
            file_bytes: number;
            /**
             * Format: int64
             * @description The position of the first requested byte.
             * @example 73400320
             */
            first_byte_at: number;
            /**
             * Format: int64
             * @description The time until the first byte was sent.
             * @example 61
             */
            first_byte_ms: number | null;
            /**
             * Format: int32
             * @description The message that has the file.
             * @example 42
             */
            message_id: number;
            /** @description Repairs within the stream. */
            repairs: components["schemas"]["StreamRepairs"];
            /**
             * Format: int64
             * @description The number of bytes sent to the reader.
             * @example 52428800
             */
            sent_bytes: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T10:00:00Z
             */
            started_at: string;
            /** @description The stream's state. */
            state: components["schemas"]["StreamOutcome"];
            /**
             * Format: int64
             * @description The time spent in flood waits.
             * @example 0
             */
            waited_ms: number;
        };
        /** @description The operation succeeded. */
        SuccessBody: {
            /**
             * @description A sentence for people.
             * @example Code sent successfully.
             */
            message: string;
        };
        /** @description `POST /upload_file` */
        Uploaded: {
            /**
             * @description A sentence for people.
             * @example File uploaded successfully.
             */
            message: string;
            /**
             * Format: int32
             * @description The id of the (first) message.
             * @example 456
             */
            message_id: number;
            /**
             * @description The ids of all messages, in the order of the files.
             * @example [
             *       456
             *     ]
             */
            message_ids: number[];
            /**
             * @description Always true: a key of the original.
             * @example true
             */
            success: boolean;
        };
        /**
         * @description The form of `POST /upload_file`.
         *
         *     A field describes the file before it, or the first file if it comes before that. `size` comes before its file.
         */
        UploadForm: {
            /** @description `photo` by default. */
            as?: components["schemas"]["SentAs"];
            /** @description The caption (of the first file, if there are several). */
            caption?: string;
            /**
             * Format: double
             * @description Seconds.
             */
            duration?: number;
            /** @description The file; up to ten make an album. */
            file: components["schemas"]["FileBytes"][];
            /**
             * Format: int32
             * @description Pixels.
             */
            height?: number;
            /**
             * Format: int64
             * @description Bytes. A file that is too large is then refused before it is sent.
             */
            size?: number;
            /** @description A cover: a JPEG of at most 200 KB. */
            thumb?: components["schemas"]["FileBytes"];
            /**
             * Format: int32
             * @description Pixels.
             */
            width?: number;
        };
        /** @description The signed-in Telegram user. */
        User: {
            /**
             * @description First name.
             * @example Ada
             */
            first_name: string;
            /**
             * Format: int64
             * @description Telegram's user id.
             * @example 9996620001
             */
            id: number;
            /**
             * @description Last name.
             * @example Example
             */
            last_name: string | null;
            /**
             * @description Phone number, digits only.
             * @example 9996620001
             */
            phone: string | null;
            /** @description Whether the account has Telegram Premium. */
            premium: boolean;
            /**
             * @description Username without `@`.
             * @example ada
             */
            username: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    driveGetSharedFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDownloadSharedFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.`, `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `This file is encrypted, and its owner has not shared it decrypted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDescribeSharedFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is such a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.`, `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `This file is encrypted, and its owner has not shared it decrypted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListSharedFolder: {
        parameters: {
            query?: {
                /** @description How many at most; all of them where it is not given */
                limit?: number;
                /** @description How many are skipped */
                offset?: number;
                /** @description `asc` or `desc` */
                order?: string;
                /** @description `name`, `uploaded_at` or `size` */
                sort?: string;
            };
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"][];
                };
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDownloadFromSharedFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.`, `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `This file is encrypted, and its owner has not shared it decrypted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDescribeFromSharedFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The share's password, where it has one */
                "X-Share-Password"?: string;
            };
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is such a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid share token` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.`, `Share token revoked or not found`, `Share token expired`, `Share password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `This file is encrypted, and its owner has not shared it decrypted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRevokeShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token: the last part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Share token not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListAppPasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveAppPassword"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveMakeAppPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveMakeAppPassword"];
            };
        };
        responses: {
            /** @description It is shown this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveAppPasswordSecret"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The name of an app password has 1 to 64 visible characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App password 'laptop' already exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRevokeAppPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The app password's number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be a valid integer, unable to parse string as an integer` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveAudit: {
        parameters: {
            query?: {
                /** @description Only entries with lower numbers */
                before?: number;
                /** @description How many at most: 100, up to 1,000 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveAuditEntry"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEncryptionIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveConfirm"];
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveIdentity"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Incorrect login credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEncryptionOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEncryptionOn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListAllFiles: {
        parameters: {
            query?: {
                /** @description How many at most; all of them where it is not given */
                limit?: number;
                /** @description How many are skipped */
                offset?: number;
                /** @description `asc` or `desc` */
                order?: string;
                /** @description `name`, `uploaded_at` or `size` */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"][];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListFolders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFolder"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveMakeFolder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveMakeFolder"];
            };
        };
        responses: {
            /** @description It is made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFolder"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'photos' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' already exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDeleteFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is in the trash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListFiles: {
        parameters: {
            query?: {
                /** @description How many at most; all of them where it is not given */
                limit?: number;
                /** @description How many are skipped */
                offset?: number;
                /** @description `asc` or `desc` */
                order?: string;
                /** @description `name`, `uploaded_at` or `size` */
                sort?: string;
            };
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"][];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveUploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["DriveFileForm"];
            };
        };
        responses: {
            /** @description It is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters`, `There was an error parsing the body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The quota of 1073741824 bytes is used up` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveGetFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is such a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDeleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is in the trash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveCopyFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveMoveFile"];
            };
        };
        responses: {
            /** @description The copy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDownloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDescribeDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is such a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveMoveFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveMoveFile"];
            };
        };
        responses: {
            /** @description It is moved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `File 'file.txt' already exists in 'myfolder' folder` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRenameFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveRename"];
            };
        };
        responses: {
            /** @description It is renamed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `File 'file.txt' already exists in 'myfolder' folder` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveShareFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DriveShareOptions"] | null;
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters`, `A password has 1 to 1024 bytes` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveVersion"][];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRestoreVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name */
                filename: string;
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
                /** @description The version's number */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found`, `File 'file.txt' not found`, `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be a valid integer, unable to parse string as an integer` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveMoveFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveMoveFolder"];
            };
        };
        responses: {
            /** @description It is moved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `A folder cannot be moved into itself`, `Folder 'myfolder' already exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRenameFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveRename"];
            };
        };
        responses: {
            /** @description It is renamed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'newname' already exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveShareFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The folder's path, its slashes encoded: `photos%2F2024` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DriveShareOptions"] | null;
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters`, `A password has 1 to 1024 bytes` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveImport"];
            };
        };
        responses: {
            /** @description What was imported. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveImported"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram refuses the request: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveUser"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveChangePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveChangePassword"];
            };
        };
        responses: {
            /** @description It is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `A password has 1 to 1024 bytes` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Incorrect login credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRegister: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveRegister"];
            };
        };
        responses: {
            /** @description There is such a user now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `A user name has 1 to 64 visible characters, none of them / or :, and no space at its ends`, `A password has 1 to 1024 bytes`, `Username already registered` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `Registration is closed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveSearch: {
        parameters: {
            query?: {
                /** @description `image`, `video`, `audio`, `document`, `archive` or `other` */
                category?: string;
                /** @description How the MIME type begins */
                content_type?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Only in this folder and below */
                folder?: string;
                /** @description Only files sent then or later: a moment or a day, ISO 8601 */
                from?: string;
                /** @description How many at most: 100, up to 1,000 */
                limit?: number;
                /** @description Bytes */
                max_size?: number;
                /** @description Bytes */
                min_size?: number;
                /** @description Words */
                q?: string;
                /** @description `newest` or `best` */
                sort?: string;
                /** @description Only files sent then or earlier */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFound"];
                };
            };
            /** @description `The request is for another host`, `Invalid name 'a:b': contains invalid characters` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Folder 'myfolder' not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be greater than or equal to 1` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveSession"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEndOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEndSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be a valid integer, unable to parse string as an integer` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListShares: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveShare"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveStats"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveCheckPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveCheckPassword"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Error verifying password: the password is wrong`, `Error verifying password: no code was requested` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request`, `Error verifying password: wait 42 seconds` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Error verifying password: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveSendCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveSendCode"];
            };
        };
        responses: {
            /** @description It is on its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveCodeSent"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Error sending code: the phone number is invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that`, `Error sending code: the phone number is banned` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request`, `Error sending code: wait 42 seconds` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Error sending code: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveShowQr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the QR code has to say. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveQr"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request`, `Error sending code: wait 42 seconds` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Error sending code: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveStorageStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Authorized` or `Not authorized`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Telegram refuses the request: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveVerifyCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveVerifyCode"];
            };
        };
        responses: {
            /** @description Signed in, or the password is needed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid code`, `Error verifying code: the code has expired`, `Error verifying code: no code was requested` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that`, `Error verifying code: the phone number is not registered` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request`, `Error verifying code: wait 42 seconds` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Error verifying code: telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["DriveSignIn"];
                "multipart/form-data": components["schemas"]["DriveSignIn"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveToken"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Incorrect login credentials`, `One-time password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveOneTimePasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does, or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveOneTimePasswords"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEnrolOneTimePasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveConfirm"];
            };
        };
        responses: {
            /** @description The secret, this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveEnrolment"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Incorrect login credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `One-time passwords are enabled already` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDisableOneTimePasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveConfirm"];
            };
        };
        responses: {
            /** @description Signing in takes the password alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `Incorrect login credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveConfirmOneTimePasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveConfirmOneTimePasswords"];
            };
        };
        responses: {
            /** @description Signing in takes one now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials`, `One-time password required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `One-time passwords are enabled already` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveTrashEntry"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveEmptyTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveDeleteFromTrash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be a valid integer, unable to parse string as an integer` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveRestoreFromTrash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Input should be a valid integer, unable to parse string as an integer` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveListUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveUser"][];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    driveSetQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The user's name
                 * @example user
                 */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriveSetQuota"];
            };
        };
        responses: {
            /** @description It is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveMessage"];
                };
            };
            /** @description `The request is for another host`, `The request broke off` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not authenticated`, `Could not validate credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `App passwords are for files only`, `Only an operator may do that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Not Found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveError"];
                };
            };
        };
    };
    statelessImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessImport"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessStep"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The api_id/api_hash combination is invalid (caused by SendCodeRequest)` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessLogOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessSuccess"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessSendCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessSendCode"];
            };
        };
        responses: {
            /** @description The code was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessStep"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The api_id/api_hash combination is invalid (caused by SendCodeRequest)`, `The phone number is invalid (caused by SendCodeRequest)` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The used phone number has been banned from Telegram and cannot be used anymore` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessVerifyCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessVerifyCode"];
            };
        };
        responses: {
            /** @description Signed in, or the password is required. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessStep"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The phone code entered was invalid (caused by SignInRequest)`, `The confirmation code has expired (caused by SignInRequest)`, `No code was requested, or it is spent. Please send a new one` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The phone number is not yet being used. Sign up with an official Telegram application first` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessVerifyPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessVerifyPassword"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessStep"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The password (and thus its hash value) you entered is invalid (caused by CheckPasswordRequest)` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessListChats: {
        parameters: {
            query?: {
                /** @description Maximum number of chats: 100 by default, at most 1000 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chats. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessChats"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    checkPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckPassword"];
                "application/x-www-form-urlencoded": components["schemas"]["CheckPassword"];
                "multipart/form-data": components["schemas"]["CheckPassword"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    /** @description The new cookie */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `Password is required.`, `Invalid password. Please try again.`, `No code was requested. Please request a new code.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    accountsCleanSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Only valid sessions remain. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsCleaned"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    downloadMedia: {
        parameters: {
            query: {
                /**
                 * @description The messages' ids, separated by commas
                 * @example 123,122,97
                 */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The zip. */
            200: {
                headers: {
                    /** @description `attachment`, and a name with today's date */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the zip is incomplete */
                    "Content-Length"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The files are too large for one download.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describeDownload: {
        parameters: {
            query: {
                /**
                 * @description The messages' ids, separated by commas
                 * @example 123,122,97
                 */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files exist. */
            200: {
                headers: {
                    /** @description `attachment`, and a name with today's date */
                    "Content-Disposition"?: string;
                    /** @description The zip's length */
                    "Content-Length"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The files are too large for one download.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    watchMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, until the session ends, the reader falls behind or the server stops. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event:media_removed
                     *     data:{"ids":[123]}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to open the session. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to open the session. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listMediaRespelled: {
        parameters: {
            query?: {
                /** @description Only items older than this message */
                before?: number;
                /** @description From this day (`2026-11-01`) or moment (RFC 3339) on */
                from?: string;
                /** @description Maximum number of items; 100 by default */
                limit?: number;
                /** @description Only items with these words in their caption or name; at most 256 bytes */
                q?: string;
                /** @description Up to this day or moment, which is included */
                to?: string;
                /** @description Only items of this kind */
                type?: components["schemas"]["MediaKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page, if there is one */
                    Link?: string;
                    /** @description The number of items on all pages */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"][];
                };
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to fetch media from Saved Messages.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to fetch media from Saved Messages.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listMedia: {
        parameters: {
            query?: {
                /** @description Only items older than this message */
                before?: number;
                /** @description From this day (`2026-11-01`) or moment (RFC 3339) on */
                from?: string;
                /** @description Maximum number of items; 100 by default */
                limit?: number;
                /** @description Only items with these words in their caption or name; at most 256 bytes */
                q?: string;
                /** @description Up to this day or moment, which is included */
                to?: string;
                /** @description Only items of this kind */
                type?: components["schemas"]["MediaKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page, if there is one */
                    Link?: string;
                    /** @description The number of items on all pages */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"][];
                };
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to fetch media from Saved Messages.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to fetch media from Saved Messages.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    statelessJoin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessJoin"];
            };
        };
        responses: {
            /** @description The account is a member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessJoined"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Invalid invitation link - hash is empty`, `Invalid invitation link`, `This invitation link has expired`, `This is no group or channel that can be joined` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Could not find group: nope` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    isAuthenticatedRespelled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the browser is signed in, and the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authenticated"];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to check authentication status.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to check authentication status.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    isAuthenticated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the browser is signed in, and the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authenticated"];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to check authentication status.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to check authentication status.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessBody"];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to log out.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to log out.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteManyMedia: {
        parameters: {
            query: {
                /**
                 * @description The messages' ids, separated by commas
                 * @example 123,122,97
                 */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, at Telegram too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaDeleted"];
                };
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to delete the media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to delete the media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    countMediaByDay: {
        parameters: {
            query?: {
                /** @description Only items of this kind */
                type?: components["schemas"]["MediaKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Days in UTC that have media, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaDay"][];
                };
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to count media in Saved Messages.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to count media in Saved Messages.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    countMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of items of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaCounts"];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to count media in Saved Messages.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to count media in Saved Messages.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message's id */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, at Telegram too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessBody"];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to delete the media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to delete the media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    editMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message's id */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMedia"];
                "application/x-www-form-urlencoded": components["schemas"]["EditMedia"];
                "multipart/form-data": components["schemas"]["EditMedia"];
            };
        };
        responses: {
            /** @description The changed item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaEdited"];
                };
            };
            /** @description `Invalid parameter.`, `The caption is too long.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to change the caption.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to change the caption.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    statelessListMessages: {
        parameters: {
            query: {
                /**
                 * @description `@name`, a number, a `t.me` link, or `me`
                 * @example @lighthouse_keepers
                 */
                chat_id: string;
                /** @description Not before this moment (ISO 8601; without an offset, UTC) or day */
                from_date?: string;
                /** @description Maximum number of messages: 100 by default, at most 1000 */
                limit?: number;
                /** @description Only messages older than this one */
                offset_id?: number;
                /** @description Only messages with these words */
                search?: string;
                /** @description Not after this moment or day */
                to_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessMessages"];
                };
            };
            /** @description `The request is for another host` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The chat does not allow that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessDelete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessDelete"];
            };
        };
        responses: {
            /** @description The messages are deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessDeleted"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `None of the specified messages could be deleted` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The chat does not allow that`, `The message cannot be deleted` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessEdit"];
            };
        };
        responses: {
            /** @description The message is edited. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessSent"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Message content is not modified`, `Invalid message ID`, `New message text cannot be empty`, `New message text is too long` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The chat does not allow that`, `You must be the author of the message to edit it` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessForward: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessForward"];
            };
        };
        responses: {
            /** @description The message is forwarded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessSent"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `The message to reply to does not exist`, `Invalid message ID` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The chat does not allow that`, `You can't write in this chat`, `You're banned from sending messages in this chat`, `Messages of this chat cannot be forwarded` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessReadMedia: {
        parameters: {
            query: {
                /**
                 * @description The message's chat
                 * @example me
                 */
                chat_id: string;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description The range only if this ETag or date still holds */
                "If-Range"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
                /** @description One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024` */
                Range?: string;
            };
            path: {
                /** @description The message's id */
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file; also if several ranges are requested. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description `bytes <first>-<last>/<length>` */
                    "Content-Range"?: string;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Message has no media content` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The chat does not allow that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"`, `Message not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessDescribeMedia: {
        parameters: {
            query: {
                /**
                 * @description The message's chat
                 * @example me
                 */
                chat_id: string;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
            };
            path: {
                /** @description The message's id */
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file exists. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The request is for another host`, `Message has no media content` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The chat does not allow that` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"`, `Message not found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The file is not the expected one` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The range is outside of the file` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessSend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatelessSend"];
            };
        };
        responses: {
            /** @description The message is sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessSent"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Message text is too long`, `Message text cannot be empty`, `The message to reply to does not exist` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The chat does not allow that`, `You can't write in this chat`, `You're banned from sending messages in this chat` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    statelessSendFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["StatelessSendFile"];
            };
        };
        responses: {
            /** @description The message is sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessSent"];
                };
            };
            /** @description `The request is for another host`, `The request broke off`, `Message caption is too long`, `The file is empty`, `There was an error parsing the body`, `The message to reply to does not exist` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Invalid session` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Requests from this origin are not allowed`, `The chat does not allow that`, `You can't write in this chat`, `You're banned from sending messages in this chat` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Chat not found: Cannot find any entity corresponding to "nope"` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request took too long to arrive` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `The request is too large`, `The file is too large for this account` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Field required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Too many requests. Please wait 42 seconds before making another request` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `Internal Server Error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
            /** @description `telegram cannot be reached: no connection` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatelessError"];
                };
            };
        };
    };
    accountsQrLogin: {
        parameters: {
            query: {
                /** @description In international form; `+` may be `%2B`, a space, or missing */
                phoneNumber: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content of the QR code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsQrLink"];
                };
            };
            /** @description `phoneNumber is required.`, `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `2FA detected, please provide a password at signin` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    sendCodeRespelled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCode"];
                "application/x-www-form-urlencoded": components["schemas"]["SendCode"];
                "multipart/form-data": components["schemas"]["SendCode"];
            };
        };
        responses: {
            /** @description The code was sent. */
            200: {
                headers: {
                    /** @description A cookie for this sign-in, if the request had none */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description `Phone number is required.`, `Invalid phone number format.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `This phone number is banned from Telegram.`, `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to send code. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to send code. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sendCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCode"];
                "application/x-www-form-urlencoded": components["schemas"]["SendCode"];
                "multipart/form-data": components["schemas"]["SendCode"];
            };
        };
        responses: {
            /** @description The code was sent. */
            200: {
                headers: {
                    /** @description A cookie for this sign-in, if the request had none */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description `Phone number is required.`, `Invalid phone number format.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `This phone number is banned from Telegram.`, `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to send code. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to send code. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    accountsSendCode: {
        parameters: {
            query: {
                /** @description In international form; `+` may be `%2B`, a space, or missing */
                phoneNumber: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSentCode"];
                };
            };
            /** @description `phoneNumber is required.`, `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.`, `The phone number is banned.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    signInRespelled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
                "application/x-www-form-urlencoded": components["schemas"]["SignIn"];
                "multipart/form-data": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    /** @description The new cookie */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `Phone number and code are required.`, `Invalid phone number format.`, `No code was requested. Please request a new code.`, `Invalid code. Please try again.`, `The code has expired. Please request a new code.`, `Invalid password. Please try again.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Two-factor authentication is enabled. Please enter your password.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `This phone number is not registered with Telegram. Please sign up in a Telegram app first.`, `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
                "application/x-www-form-urlencoded": components["schemas"]["SignIn"];
                "multipart/form-data": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    /** @description The new cookie */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `Phone number and code are required.`, `Invalid phone number format.`, `No code was requested. Please request a new code.`, `Invalid code. Please try again.`, `The code has expired. Please request a new code.`, `Invalid password. Please try again.`, `Invalid request body.`, `The request broke off.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Two-factor authentication is enabled. Please enter your password.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `This phone number is not registered with Telegram. Please sign up in a Telegram app first.`, `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signInByQr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, for at most ten minutes. */
            200: {
                headers: {
                    /** @description The cookie, whose session is signed in once the code is accepted */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event:token
                     *     data:{"url":"tg://login?token=AQ","svg":"<svg/>","expires_at":"2026-11-20T10:00:30Z"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to sign in. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    accountsSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountsSignIn"];
                "application/x-www-form-urlencoded": components["schemas"]["AccountsSignIn"];
                "multipart/form-data": components["schemas"]["AccountsSignIn"];
            };
        };
        responses: {
            /** @description Signed in: the account belongs to the key now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsUserInfo"];
                };
            };
            /** @description `phoneNumber is required.`, `The phone number is invalid.`, `phoneCode is required.`, `No code was requested.`, `The code is invalid.`, `The code has expired.`, `The password is wrong.`, `The request is malformed: the body is not valid JSON.`, `The request broke off.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `2FA detected, please provide a password at signin` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.`, `The phone number is not registered.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request is larger than 32768 bytes.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    streamMedia: {
        parameters: {
            query?: {
                /** @description Always as an attachment */
                download?: boolean;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description The range only if this ETag or date still holds */
                "If-Range"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
                /** @description One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024` */
                Range?: string;
            };
            path: {
                /** @description The message's id */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file; also if several ranges are requested. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description `bytes <first>-<last>/<length>` */
                    "Content-Range"?: string;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describeMedia: {
        parameters: {
            query?: {
                /** @description Always as an attachment */
                download?: boolean;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
            };
            path: {
                /** @description The message's id */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file exists. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamMediaRespelled: {
        parameters: {
            query?: {
                /** @description Always as an attachment */
                download?: boolean;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description The range only if this ETag or date still holds */
                "If-Range"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
                /** @description One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024` */
                Range?: string;
            };
            path: {
                /** @description The message's id */
                id: number;
                /** @description Any name; it is ignored */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file; also if several ranges are requested. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description `bytes <first>-<last>/<length>` */
                    "Content-Range"?: string;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describeMediaRespelled: {
        parameters: {
            query?: {
                /** @description Always as an attachment */
                download?: boolean;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
            };
            path: {
                /** @description The message's id */
                id: number;
                /** @description Any name; it is ignored */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file exists. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `inline` or `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Media not found or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream media.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamThumbnail: {
        parameters: {
            query?: {
                /** @description A box of 100 (`s`), 320 (`m`, the default), 800 (`x`), 1280 (`y`) or 2560 (`w`) pixels */
                size?: components["schemas"]["PictureSize"];
            };
            header?: {
                /** @description 304 if the picture still has one of these ETags */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The message's id */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. It may be cached for ever. */
            200: {
                headers: {
                    /** @description Strong; the same for the same picture */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description The client has the current picture. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `Invalid parameter.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Thumbnail not found for this message or message ID is invalid.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream thumbnail.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to stream thumbnail.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account's streams. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamStats"][];
                };
            };
            /** @description `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to open the session. Please try again.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to open the session. Please try again.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description The files are in Saved Messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description `No file provided in the request.`, `Invalid parameter.`, `Invalid file type or format.`, `Invalid request body.`, `The request broke off.`, `The caption is too long.`, `Several session cookies were sent.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `User not authenticated.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Requests from this origin are not allowed.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `The file is too large.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to upload file to Telegram.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `Failed to upload file to Telegram.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    accountsContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account's contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsContacts"];
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsDialogs: {
        parameters: {
            query?: {
                /** @description Maximum number of chats; 500 by default */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pinned chats first, then those with the newest messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsDialogs"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `limit must be a number from 1 to 500.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsDownloadFile: {
        parameters: {
            query: {
                /** @description The message's chat; Saved Messages by default */
                chatId?: string;
                /** @description The message that has the file */
                messageId: number;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description The range only if this ETag or date still holds */
                "If-Range"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
                /** @description One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024` */
                Range?: string;
            };
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file; also if several ranges are requested. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description `bytes <first>-<last>/<length>` */
                    "Content-Range"?: string;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `messageId must be a message's id.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.`, `There is no such message, or it has no file.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsDescribeFile: {
        parameters: {
            query: {
                /** @description The message's chat; Saved Messages by default */
                chatId?: string;
                /** @description The message that has the file */
                messageId: number;
            };
            header?: {
                /** @description 412 unless the file has one of these ETags */
                "If-Match"?: string;
                /** @description 304 if the file is no newer */
                "If-Modified-Since"?: string;
                /** @description 304 if the file still has one of these ETags */
                "If-None-Match"?: string;
                /** @description 412 if the file is newer */
                "If-Unmodified-Since"?: string;
            };
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file exists. */
            200: {
                headers: {
                    /** @description `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description `attachment`, and the name */
                    "Content-Disposition"?: string;
                    /** @description Exact: with fewer bytes the file is incomplete */
                    "Content-Length"?: number;
                    /** @description Strong; the same for the same bytes */
                    ETag?: string;
                    /** @description When the message was sent or edited */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has the current file. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `messageId must be a message's id.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.`, `There is no such message, or it has no file.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The file is not the expected one.` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The range is outside of the file.` */
            416: {
                headers: {
                    /** @description `bytes *\/<the file's length>` */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsProfilePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JPEG. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The account has no profile photo.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsIsAuthorized: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSuccess"];
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsLogOut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSuccess"];
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsDeleteMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountsDeleteMessages"];
            };
        };
        responses: {
            /** @description The messages are deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsDeleted"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `The request is malformed: the body is not valid JSON.`, `The request broke off.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.`, `The message cannot be deleted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.`, `None of the messages was found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request is larger than 32768 bytes.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsGetMessages: {
        parameters: {
            query?: {
                /** @description A marked id, `@name`, a `t.me` link, or `me` */
                chatId?: string;
                /** @description Maximum number of messages; 100 by default */
                limit?: number;
                /** @description Only messages older than this one */
                offsetId?: number;
                /** @description Only messages with these words */
                search?: string;
            };
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsMessages"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `limit must be a number from 1 to 500.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsSessionValid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is valid. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSuccess"];
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsUploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AccountsUploadForm"];
            };
        };
        responses: {
            /** @description The message that has the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsUpdates"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `file is required.`, `The request is malformed: the form is not put together as multipart/form-data should be.`, `The request broke off.`, `The caption is too long.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.`, `This account may not write there.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The file is larger than 2097152000 bytes.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsUserInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, according to Telegram. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsUserInfo"];
                };
            };
            /** @description `The phone number is invalid.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsDeleteMessagesRespelled: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountsDeleteMessages"];
            };
        };
        responses: {
            /** @description The messages are deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsDeleted"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `The request is malformed: the body is not valid JSON.`, `The request broke off.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.`, `The message cannot be deleted.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.`, `None of the messages was found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request took too long to arrive.` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The request is larger than 32768 bytes.` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Send JSON or a form.` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
    accountsGetMessagesRespelled: {
        parameters: {
            query?: {
                /** @description A marked id, `@name`, a `t.me` link, or `me` */
                chatId?: string;
                /** @description Maximum number of messages; 100 by default */
                limit?: number;
                /** @description Only messages older than this one */
                offsetId?: number;
                /** @description Only messages with these words */
                search?: string;
            };
            header?: never;
            path: {
                /** @description The number that was signed in */
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsMessages"];
                };
            };
            /** @description `The phone number is invalid.`, `chatId must be a marked id, @name, a t.me link, or me.`, `limit must be a number from 1 to 500.` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `An API key is required.`, `The API key is not valid.`, `The user trying to access telegram features is not authorized.` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The API key is not for this API.` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `The chat was not found.` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Too many wrong API keys. Please try again later.`, `Too many requests. Please try again later.` */
            429: {
                headers: {
                    /** @description Seconds, as in `retry_after`. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram answered 500 INTERNAL.` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
            /** @description `Telegram cannot be reached: no connection.` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsError"];
                };
            };
        };
    };
}
