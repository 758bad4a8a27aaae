use super::find;

/// The masked pieces of a line.
fn masked(text: &str) -> Vec<&str> {
    find(text, 0..text.len(), &[]).iter().map(|m| m.span.of(text)).collect()
}

#[test]
fn addresses_and_paths_are_masked() {
    for (text, expected) in [
        ("请访问https://example.com/a_b?c=1了解详情", vec!["https://example.com/a_b?c=1"]),
        ("见https://zh.example.org/wiki/人工智能。", vec!["https://zh.example.org/wiki/人工智能"]),
        ("（http://example.com/a(b)），", vec!["http://example.com/a(b)"]),
        ("官网www.example.com.cn。", vec!["www.example.com.cn"]),
        ("写信到li.ming@example.com.", vec!["li.ming@example.com"]),
        ("登录 example.com/login 即可", vec!["example.com/login"]),
        ("改/etc/hosts 与 ~/.ssh/config", vec!["~/.ssh/config"]),
        ("改 /etc/hosts 文件", vec!["/etc/hosts"]),
        ("打开 C:\\Windows\\System32", vec!["C:\\Windows\\System32"]),
        ("编辑src/main.rs和Cargo.toml", vec!["src/main.rs", "Cargo.toml"]),
        ("关注@example_dev 和 @vue/cli", vec!["@example_dev", "@vue/cli"]),
        ("来自 @示例日报：", vec!["@示例日报"]),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn code_formulas_tags_and_templates_are_masked() {
    for (text, expected) in [
        ("变量max_size与std::io::Error", vec!["max_size", "std::io::Error"]),
        ("加上 --no-default-features 再调用main()", vec!["--no-default-features", "main()"]),
        ("公式$E = mc^2$与$n$个", vec!["$E = mc^2$", "$n$"]),
        ("模板{{ page.title }}和{% raw %}", vec!["{{ page.title }}", "{% raw %}"]),
        ("你好 :smile: 世界", vec![":smile:"]),
        ("今天#人工智能#很热 #云计算 ", vec!["#人工智能#", "#云计算"]),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn names_figures_and_prose_stay_prose() {
    for text in [
        "Node.js、ASP.NET、Vue.js 与 Booking.com",
        "TCP/IP、CI/CD、24/7、A/B 测试、km/h、元/GB、and/or",
        "2026/11/24 10:30:45，2026-11-24，3.5% 与 1/2",
        "售价$5，$6 和 US$7，HK$8；$9-$10",
        "C# 与 F#，排名 #1，第#2名",
        "GPT-4.5、v1.2.3、No.1、U.S.、e.g. 这样",
        "主机:端口 比例3:1 注意:这里",
        "&amp;nbsp; #xff0c; \\u4e2d %E4%B8%AD =E4=B8=AD",
        "甲_乙 - 丙 -- 丁",
        "OpenAI（OpenAI）与Open AI()",
        "РБ«@АыЎЈ，≥Ãﬂ@ïr π”√",
        "据@所有人的消息称有人说了这么长的一句话而没有停顿",
    ] {
        assert_eq!(masked(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn odd_input_is_read_in_linear_time() {
    for piece in ["{{", "$", ":", "#", "@", "a/", "(", "http://", "_", "www."] {
        let text = piece.repeat(200_000);
        let _ = find(&text, 0..text.len(), &[]);
    }
}
