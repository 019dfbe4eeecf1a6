/* names.c - see names.h. */
#include "app/names.h"

uint64_t draw(Draws *draws)
{
    uint64_t z = draws->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

const CityName city_names[CITIES] = {
    { "330100", "杭州", "HZ", "0571", { "上城区", "拱墅区", "西湖区", "滨江区", "萧山区", "余杭区" } },
    { "110000", "北京", "BJ", "010", { "东城区", "西城区", "朝阳区", "海淀区", "丰台区", "通州区" } },
    { "310000", "上海", "SH", "021", { "黄浦区", "徐汇区", "长宁区", "静安区", "杨浦区", "浦东新区" } },
    { "440100", "广州", "GZ", "020", { "越秀区", "荔湾区", "海珠区", "天河区", "白云区", "番禺区" } },
    { "440300", "深圳", "SZ", "0755", { "罗湖区", "福田区", "南山区", "宝安区", "龙岗区", "盐田区" } },
    { "510100", "成都", "CD", "028", { "锦江区", "青羊区", "金牛区", "武侯区", "成华区", "龙泉驿区" } },
};

/* Each list is one text; a character, or a word between spaces, is drawn from it. Common ones stand more often. */
static const char surnames[] =
    "王 李 张 刘 陈 杨 黄 赵 吴 周 王 李 张 刘 陈 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 韩 冯 曹 彭 曾 肖 田 董 潘 袁 "
    "蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 "
    "欧阳 上官 司徒 诸葛";
static const char men[] =
    "伟 强 磊 军 洋 勇 杰 涛 超 明 刚 平 辉 鹏 华 飞 鑫 波 斌 宇 浩 凯 健 俊 帆 帅 旭 宁 龙 林 晨 阳 建国 志强 建华 文博 子轩 浩然 "
    "宇航 嘉豪 明远 思源 立新 国栋 云飞 天宇 家骏 承志 逸飞 景行 致远 光耀 泽民 少杰 海涛 永康 振华 启明 学文 伯言";
static const char women[] =
    "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 婷 雪 慧 颖 琳 倩 莉 洁 梅 萍 红 英 琴 蓉 薇 瑶 岚 悦 秀英 桂兰 玉梅 雅婷 思琪 欣怡 雨桐 "
    "梓涵 诗涵 若曦 婉清 晓雯 静怡 佳宁 语嫣 清禾 知秋 安然 书瑶 月华 春燕 海棠 素心 采薇 一诺 可欣 梦洁 宛如 念真 映雪";
static const char streets[] =
    "和平路 建设路 解放路 中山路 文化路 学院路 新华街 光明街 人民路 长江路 黄河路 青年路 幸福街 友谊路 春风路 "
    "湖滨路 江滨路 梅园路 桂花街 松柏路 竹林巷 杏花巷 书院街 河坊街 石桥路";
static const char unit_heads[] =
    "云杉 远帆 青石 明湖 北辰 南山 金桥 海岳 晨光 瑞丰 宏远 天合 百川 同舟 信达 汇文 恒力 博雅 安康 嘉禾 星河 华岳 清源 东篱 "
    "万象 乐成 长风 鼎新 正大 众合 雅集 四方 元亨 和润 飞鸿 立德 启程 新叶 锦程 大观";
static const char unit_trades[] =
    "科技 贸易 物流 餐饮 建筑 装饰 机械 电子 服装 食品 医药 印务 家具 传媒 教育 环保 农业 物业 汽修 旅游";
static const char bank_names[] = "湖海银行 山川银行 江河银行";
static const char hospital_names[] = "中心医院 仁济堂医院 第六人民医院";
static const char pharmacy_names[] = "保和大药房 百草堂药店";
static const char agency_names[] = "青禾人力资源 同心人力资源";
static const char foreign_first[] = "ANNA PETER MARIA DAVID LUCIA OLIVER HANA MARCO NINA TOMAS";
static const char foreign_last[] = "BERG NOVAK SILVA KIM TANAKA ROSSI MEYER DUBOIS KHAN COSTA";

static Str word_at(const char *list, int n)
{
    Str rest = str(list), word = { 0 };
    for (int i = 0; i <= n && rest.p; i++)
        word = str_cut(&rest, ' ');
    return word;
}

static Str word_drawn(Draws *draws, const char *list)
{
    int count = 1;
    for (const char *p = list; *p; p++)
        count += *p == ' ';
    return word_at(list, draw_below(draws, count));
}

Str name_person(Arena *arena, Draws *draws, bool woman)
{
    Str surname = word_drawn(draws, surnames), given = word_drawn(draws, woman ? women : men);
    return str_format(arena, STR_FMT STR_FMT, STR_ARG(surname), STR_ARG(given));
}

Str name_foreigner(Arena *arena, Draws *draws)
{
    Str last = word_drawn(draws, foreign_last), first = word_drawn(draws, foreign_first);
    return str_format(arena, STR_FMT " " STR_FMT, STR_ARG(last), STR_ARG(first));
}

Str name_address(Arena *arena, Draws *draws, int city)
{
    const char *district = city_names[city].districts[draw_below(draws, 6)];
    Str street = word_drawn(draws, streets);
    int house = 1 + draw_below(draws, 180), flat = 101 + 100 * draw_below(draws, 12) + draw_below(draws, 4);
    return str_format(arena, "%s市%s" STR_FMT " %d 号 %d 室", city_names[city].zh, district, STR_ARG(street), house, flat);
}

Str name_unit(Arena *arena, Draws *draws, int city)
{
    Str head = word_drawn(draws, unit_heads), trade = word_drawn(draws, unit_trades);
    return str_format(arena, "%s" STR_FMT STR_FMT "有限公司", city_names[city].zh, STR_ARG(head), STR_ARG(trade));
}

Str name_place(Arena *arena, const char *kind, int city, int n)
{
    const char *zh = city_names[city].zh, *district = city_names[city].districts[n % 6];
    if (!strcmp(kind, "bank"))
        return str_format(arena, STR_FMT "%s%s支行", STR_ARG(word_at(bank_names, n)), zh, district);
    if (!strcmp(kind, "hospital"))
        return str_format(arena, "%s" STR_FMT, zh, STR_ARG(word_at(hospital_names, n)));
    if (!strcmp(kind, "pharmacy"))
        return str_format(arena, STR_FMT "（%s%s店）", STR_ARG(word_at(pharmacy_names, n)), zh, district);
    return str_format(arena, "%s" STR_FMT, zh, STR_ARG(word_at(agency_names, n)));
}
