/* words_sign_table.h - what the pages of signing in, passwords, sessions and users say (words_table.h). */
#pragma once

#define SIGN_WORDS(X) \
    X(SIGN_TITLE, "登录", "Sign in") \
    X(SIGN_TEXT, "公民用社会保障号码和网上密码登录；工作人员和合作机构用管理员给的用户名。", \
      "Citizens sign in with their social security number and online password; staff and partners with the name that their administrator gave them.") \
    X(SIGN_ACCOUNT, "社会保障号码或用户名", "Social security number or user name") \
    X(SIGN_PASSWORD, "密码", "Password") \
    X(SIGN_ACCOUNT_EMPTY, "请填写社会保障号码或用户名", "Enter your social security number or user name") \
    X(SIGN_PASSWORD_EMPTY, "请填写密码", "Enter your password") \
    X(SIGN_WRONG, "号码或密码不正确，请核对后再试；忘记密码可到税务机关重置", \
      "The number or the password is wrong: check both and try again; a forgotten password is reset at a tax office") \
    X(SIGN_WAIT_N, "输错次数较多，请等待 %lld 秒后再试", "Too many wrong tries: wait %lld seconds and try again") \
    X(SIGN_WAIT_HOURS_N, "此处连续输错，已暂停 %lld 小时。可换用登录过的浏览器或其他网络，或到税务机关重置密码", \
      "Too many wrong tries from here: paused for %lld hours. Use a browser or network in which you have signed in before, or have the password reset at a tax office") \
    X(SIGN_FIRST, "第一次登录？", "First time here?") \
    X(SIGN_FIRST_TEXT, "带身份证到税务机关领取授权凭证，再用凭证", "Take your identity card to a tax office for a grant, then") \
    X(SIGN_FIRST_LINK, "设置密码", "set your password") \
    X(SIGN_OVER, "为了安全，一段时间没有操作后会自动退出。请重新登录。", "You were signed out after a while without use. Sign in again.") \
    X(SIGN_KEPT, "您刚才填写的内容已经保留，登录后可以继续。", "What you had filled in is kept; you can go on with it once you have signed in.") \
    X(SIGN_DEMO, "演示用户", "Users of the demonstration") \
    X(SIGN_DEMO_TEXT, "这座城市和其中的人都是虚构的，密码相同：", "This city and its people are invented. They share one password:") \
    X(SIGN_DEMO_WHO, "用户", "User") \
    X(SIGN_DEMO_ROLE, "角色", "Role") \
    X(SET_TITLE, "设置密码", "Set your password") \
    X(SET_TEXT, "请按授权凭证填写。凭证只能使用一次，七天内有效。", "Write the grant as it was handed out. It works once, within seven days.") \
    X(SET_GRANT, "授权凭证", "Grant") \
    X(SET_GRANT_HINT, "例如 G17-1-7KQ2M9XTD4HJ；工作人员把两部分接着写在一起", \
      "For example G17-1-7KQ2M9XTD4HJ; staff write both parts, one behind the other") \
    X(SET_GRANT_WRONG, "号码与授权凭证不相符，请按凭证原样填写", "The number and the grant do not belong together: write the grant as it was handed out") \
    X(SET_NEW, "新密码", "New password") \
    X(SET_NEW_HINT, "至少 10 个字符，几个词连起来就很好记", "At least 10 characters; several words in a row are easy to remember") \
    X(SET_AGAIN, "再输入一次新密码", "The new password once more") \
    X(SET_AGAIN_WRONG, "两次输入的密码不一致", "The two passwords are not the same") \
    X(SET_DONE, "密码已设置，请登录。", "Your password is set. Sign in.") \
    X(SECURITY_LINK, "登录与安全", "Sign-in and security") \
    X(SECURITY_TITLE, "登录与安全", "Sign-in and security") \
    X(SECURITY_SESSIONS, "正在登录的设备", "Where you are signed in") \
    X(SECURITY_SESSIONS_TEXT, "有不认识的设备，请退出它并修改密码。", "If one of them is not yours, sign it out and change your password.") \
    X(SECURITY_AGENT, "设备", "Device") \
    X(SECURITY_BEGAN, "登录时间", "Signed in") \
    X(SECURITY_SEEN, "最近使用", "Last used") \
    X(SECURITY_HERE, "当前设备", "This one") \
    X(SECURITY_END, "退出此设备", "Sign out") \
    X(SECURITY_END_OTHERS, "退出其他所有设备", "Sign out everywhere else") \
    X(SECURITY_CHANGE, "修改密码", "Change your password") \
    X(SECURITY_OLD, "当前密码", "Current password") \
    X(SECURITY_OLD_WRONG, "当前密码不正确", "The current password is wrong") \
    X(SECURITY_CHANGED, "密码已修改，其他设备均已退出。", "Your password is changed, and every other device is signed out.") \
    X(ACT_TITLE, "替别人办理", "Act for somebody else") \
    X(ACT_TEXT, "在窗口登记过监护或代理关系的，可以替对方查看和办理。", "If you are registered at a counter as guardian or proxy, you can look and act for that person.") \
    X(ACT_SSN, "对方的社会保障号码", "Their social security number") \
    X(ACT_BEGIN, "开始替其办理", "Act for them") \
    X(ACT_END, "回到本人", "Back to myself") \
    X(ACT_NOW, "您正在替别人办理", "You are acting for somebody else") \
    X(ACT_NONE, "没有登记您与此人的监护或代理关系，请核对号码或先到窗口登记", \
      "You are not registered as guardian or proxy of this person: check the number, or register at a counter first") \
    X(CODE_TITLE, "填写登录验证码", "Write your sign-in code") \
    X(CODE_TEXT, "打开手机上的验证器，填写它现在显示的六位数字。", "Open your authenticator app and write the six digits that it shows now.") \
    X(CODE_FIELD, "验证码", "Code") \
    X(CODE_EMPTY, "请填写六位数字", "Write the six digits") \
    X(CODE_WRONG, "验证码不正确，或已经用过；请等下一个", "The code is wrong, or was used already: wait for the next one") \
    X(CODE_LATE, "请重新登录：填写验证码的时间过了。", "Sign in again: the time for the code was over.") \
    X(TOTP_TITLE, "登录验证码", "Sign-in code") \
    X(TOTP_LINK, "用手机验证器登录", "Sign in with an authenticator app") \
    X(TOTP_OFF, "启用后，登录时除密码外还要填写手机验证器显示的六位数字：别人即使知道您的密码，也不能登录。", \
      "Once it is on, signing in takes the six digits of an app on your phone as well: somebody who knows your password cannot sign in.") \
    X(TOTP_ON, "已启用。换手机前请在这里重新设置；手机丢失的，由两名管理员重置密码后重新设置。", \
      "It is on. Set it up again here before you change phones; if the phone is lost, two administrators give you a new password, and you set it up anew.") \
    X(TOTP_MUST, "工作人员登录须用验证码，请先设置。", "Staff sign in with a code as well: set it up first.") \
    X(TOTP_BEGIN, "开始设置", "Set it up") \
    X(TOTP_AGAIN, "重新设置", "Set it up again") \
    X(TOTP_SCAN, "用验证器扫描下图，或把密钥填进验证器，再填写它显示的六位数字。", "Scan the picture with your authenticator app, or type the key into it; then write the six digits that it shows.") \
    X(TOTP_PICTURE, "密钥的二维码", "QR code of the key") \
    X(TOTP_SECRET, "密钥", "Key") \
    X(TOTP_CONFIRM, "启用", "Turn it on") \
    X(TOTP_WRONG, "验证码不符：请核对手机时间，填写现在显示的数字", "The code does not fit: check the time of the phone, and write the digits that it shows now") \
    X(TOTP_DONE, "登录验证码已启用。", "The sign-in code is on.") \
    X(USERS_TITLE, "用户", "Users") \
    X(USERS_TEXT, "新增的用户凭授权凭证自己设置密码，管理员不经手密码。", "A new user sets the password with the grant; no administrator ever handles it.") \
    X(USERS_NAME, "用户名", "User name") \
    X(USERS_ROLE, "角色", "Role") \
    X(USERS_ORG, "所属单位或机构", "Office, employer or institution") \
    X(USERS_STATE, "密码", "Password") \
    X(USERS_HAS, "已设置", "Set") \
    X(USERS_WAITS, "未设置", "Not set yet") \
    X(USERS_ADD, "新增用户", "Add a user") \
    X(USERS_RESET, "重置密码", "Reset password") \
    X(USERS_END, "停用", "End") \
    X(USERS_FIRST, "授权凭证的第一部分，请当面或封好交给本人。另一名管理员批准后，由其交出第二部分；任何一名管理员都不能单独替本人设置密码。", \
      "First part of the grant: hand it to the user in person or sealed. Another administrator approves and hands over the second part, so that neither can choose the user's password alone.") \
    X(USERS_SECOND, "已批准。授权凭证的第二部分，请当面或封好交给本人，接在第一部分后面使用。", \
      "Approved. Second part of the grant: hand it to the user in person or sealed, to be written behind the first.") \
    X(USERS_APPROVE, "批准", "Approve") \
    X(USERS_OPEN_ADD_N, "%.*s 提出新增，待另一名管理员批准", "Proposed by %.*s; another administrator has to approve") \
    X(USERS_OPEN_RESET_N, "%.*s 提出重置密码，待另一名管理员批准", "New password proposed by %.*s; another administrator has to approve") \
    X(KEPT_TITLE, "继续刚才的填写", "Go on where you stopped") \
    X(KEPT_TEXT, "以下是退出前填写的内容。核对后可以直接提交。", "This is what you had filled in before you were signed out. Check it and send it.") \
    X(KEPT_SEND, "提交", "Send it") \
    X(KEPT_NONE, "没有保留的内容，可能已经提交或过期。", "Nothing is kept: it was sent already, or its time was over.") \
    X(KEPT_OPEN, "接着上次填写", "Go on where you stopped") \
    X(KEPT_OPEN_TEXT, "您上次没有填完，内容保留至 %d 天。", "You had not finished; what you filled in is kept for %d days.") \
    X(REVEAL_TITLE, "查看完整信息", "See the whole data") \
    X(REVEAL_TEXT, "请说明用途；本人会看到谁、何时、为何查看。", "Say what for; the person will see who looked, when and why.") \
    X(REVEAL_WHY, "用途", "Purpose") \
    X(REVEAL_SHOW, "显示", "Show") \
    X(REVEAL_EMPTY, "请填写用途", "Say what it is for") \
    X(REVEAL_NUMBER, "社会保障号码", "Social security number") \
    X(REVEAL_MOBILE, "手机", "Mobile number") \
    X(REVEAL_ADDRESS, "地址", "Address") \
    X(SEEN_TITLE, "谁查看过我的信息", "Who looked at my record")
