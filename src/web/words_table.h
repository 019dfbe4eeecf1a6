/* words_table.h - every sentence that our pages say of themselves, once: name, Chinese, English. Sentences of
 * refusals stand in base/err_table.h, names of causes and states in the room words. A name ending in _N takes
 * printf arguments. */
#pragma once

#define WEB_WORDS(X) \
    /* what components say by themselves */ \
    X(ERROR_PREFIX, "错误：", "Error:") \
    X(IMPORTANT, "重要提示", "Important") \
    X(SUCCESS, "办理成功", "Success") \
    X(WARNING, "注意", "Warning") \
    X(BACK, "返回", "Back") \
    X(BREADCRUMB, "当前位置", "Breadcrumb") \
    X(LANGUAGE, "语言", "Language") \
    X(MENU, "菜单", "Menu") \
    X(SERVICE_INFORMATION, "服务导航", "Service information") \
    X(PAGINATION, "分页", "Pagination") \
    X(PAGE_NUMBER, "第 %.*s 页", "Page %.*s") \
    X(PREVIOUS, "上一页", "Previous") \
    X(NEXT, "下一页", "Next") \
    X(OF_PAGES, "", " page") \
    X(CONTENTS, "目录", "Contents") \
    X(YEAR, "年", "Year") \
    X(MONTH, "月", "Month") \
    X(DAY, "日", "Day") \
    X(UPLOAD_CHOOSE, "选择文件", "Choose file") \
    X(UPLOAD_NONE, "未选择文件", "No file chosen") \
    X(UPLOAD_MANY, "已选择 %{count} 个文件", "%{count} files chosen") \
    X(UPLOAD_DROP, "或把文件拖到这里", "or drop file") \
    X(UPLOAD_ENTERED, "已进入拖放区", "Entered drop zone") \
    X(UPLOAD_LEFT, "已离开拖放区", "Left drop zone")
