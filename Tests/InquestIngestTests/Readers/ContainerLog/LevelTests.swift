import InquestCore
import InquestIngest
import Testing

struct LevelCase: CustomTestStringConvertible, Sendable {
    let level: LogLevel
    let line: String

    init(_ level: LogLevel, _ line: String) {
        self.level = level
        self.line = line
    }

    var testDescription: String { line }
}

private let stated = [
    // klog
    LevelCase(.info, "I0302 15:04:05.000000       1 main.go:1] error in the message"),
    LevelCase(.warning, "W0302 15:04:05.000000       1 main.go:1] x"),
    LevelCase(.error, "2021-06-01T06:01:07.495783 E0929 06:01:07.495783       1 errors.go:77] x"),
    LevelCase(.fatal, "F0302 15:04:05.000000       1 main.go:1] x"),
    // logfmt
    LevelCase(.error, #"time="2021-09-15T21:17:10Z" level=error msg="level=info""#),
    LevelCase(.warning, #"level=warn ts=2021-11-15T09:21:29.540Z caller=main.go:216 msg=x"#),
    LevelCase(.info, #"logger=settings t=2025-04-24T19:51:48Z level=info msg="x""#),
    LevelCase(
        .error, #"ts=2021 msg="a \" level=info" lvl=eror severity="ERROR""#.replacing("lvl=eror ", with: "")),
    LevelCase(.debug, "2021-11-15 level=debug x"),
    // JSON
    LevelCase(.error, #"{"level":"error","ts":1.5,"msg":"x"}"#),
    LevelCase(.warning, #"{"ts":1,"msg":"a \"level\":\"fatal\"","o":{"level":"info"},"level":"WARN"}"#),
    LevelCase(.error, #"{"name":"x","pid":7,"level":50,"msg":"x"}"#),
    LevelCase(.fatal, #"{"level":60,"time":1}"#), LevelCase(.trace, #"{"level":10,"time":1}"#),
    LevelCase(.error, #"{"severity":"ERROR","message":"x"}"#),
    LevelCase(.fatal, #"{"@t":"2026","@mt":"x","@l":"Fatal"}"#),
    LevelCase(.error, #"{"@timestamp":"2026","log.level":"ERROR","message":"x"}"#),
    LevelCase(.info, #"{"t":{"$date":"2026-03-10T20:58:09.401+00:00"},"s":"I",  "c":"NETWORK"}"#),
    LevelCase(.debug, #"{"t":{"$date":"2026"},"s":"D1","c":"NETWORK"}"#),
    LevelCase(.info, #"2026-03-02 app | {"level":"info"}"#),
    // log4j, logback, Spring, Kafka, Elasticsearch, Jenkins
    LevelCase(.info, "2025-01-24T07:00:30,139 INFO [background-preinit       ] Version : HV000001"),
    LevelCase(.error, "09:14:08.123 [main] ERROR com.example.App - lost"),
    LevelCase(.warning, "2026-03-02 09:14:08.123  WARN 1 --- [nio-8080-exec-1] o.s.w.s.Mvc : x"),
    LevelCase(.error, "[2026-03-02 09:14:08,123] ERROR [KafkaServer id=0] Fatal error"),
    LevelCase(.error, "[2026-03-02T09:14:08,123][ERROR][o.e.b.Bootstrap] x"),
    LevelCase(.info, "2020-11-25 19:08:26.206+0000 [id=1]\tINFO\torg.eclipse.jetty"),
    LevelCase(.error, "SEVERE: x"),
    LevelCase(.debug, "@[2020-11-25T19:09:22.216 UTC][a.sh:17][FINE] Starting"),
    LevelCase(.warning, "<Nov 25, 2020 7:09:22,123 PM GMT> <Warning> <Security> <BEA-090890> <x>"),
    // Python, Ruby, Rust, zap, .NET, Laravel, Celery, etcd
    LevelCase(.error, "Traceback (most recent call last):"), LevelCase(.error, "ERROR:root:lost"),
    LevelCase(.debug, "2009-07-20 22:59:27,672:DEBUG:Hello, World!"),
    LevelCase(.error, "2026-03-02 09:14:08,000 - app - ERROR - x"),
    LevelCase(.error, "[2026-03-02 09:14:08,000: ERROR/MainProcess] x"),
    LevelCase(.error, "E, [2026-03-02T09:14:08.123456 #1] ERROR -- : x"),
    LevelCase(.error, "[2026-03-02T09:14:08Z ERROR api] x"),
    LevelCase(.fatal, "thread 'main' panicked at src/main.rs:3:5:"),
    LevelCase(.info, "2026-03-02T09:14:08.000Z\tinfo\tservice@v0.90.0/telemetry.go:86\tx"),
    LevelCase(.error, "fail: Microsoft.AspNetCore[0]"), LevelCase(.info, "info: Microsoft.Hosting[14]"),
    LevelCase(.fatal, "[2025-01-02 11:19:06] laravel.EMERGENCY: Unable"),
    LevelCase(.info, "2019-03-08 08:48:04.721975 I | etcdmain: etcd Version: 3.2.24"),
    LevelCase(.fatal, "panic: runtime error: index out of range"),
    LevelCase(.fatal, "fatal error: all goroutines asleep"),
    // nginx, Apache, PostgreSQL, MySQL, shell, npm
    LevelCase(.fatal, "2026/03/02 09:14:08 [emerg] 1#1: host not found"),
    LevelCase(.error, "[Sat Aug 09 22:57:59.123456 2025] [core:error] [pid 1] x"),
    LevelCase(.fatal, "2026-03-02 09:14:08.123 UTC [42] FATAL:  password authentication failed"),
    LevelCase(.info, "2026-03-02 09:14:08.123 UTC [1] LOG:  database system is ready"),
    LevelCase(.error, "2026-03-02T09:14:08.123456Z 0 [ERROR] [MY-010119] [Server] Aborting"),
    LevelCase(.error, "[Sat Aug  9 22:57:59 UTC 2025] ERROR: Connection refused - FATAL: x"),
    LevelCase(.error, "Error: Cannot find module 'express'"), LevelCase(.error, "error: unknown flag"),
    LevelCase(.error, "npm ERR! code ELIFECYCLE"),
    LevelCase(.warning, "WARNING: An illegal reflective access"),
    LevelCase(.warning, "1:M 02 Mar 2026 09:14:08.123 # WARNING overcommit_memory is set to 0"),
    LevelCase(.warning, "\u{1B}[31m\u{1B}[1mWARNING: This is a development server.\u{1B}[0m"),
    LevelCase(.info, "\u{1B}[32mINFO\u{1B}[0m[0001] x"), LevelCase(.error, "  ERROR in ./src/index.js"),
]

private let silent = [
    "", " ", "hello", "Connection error: refused", "There was an ERROR", "no errors found", "errors: 0",
    "ERRORS 3",
    "INFORMATION wants to be free", "FINE WEATHER", "ALERT the press", "Alert: x", "Note: x", "log: x",
    "LOGGING on",
    "Warning signs", "error", "warn the user", "stress: info: [1] dispatching hogs", "FAIL: TestX (0.00s)",
    #"10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET /ERROR HTTP/1.1" 500 12"#,
    "    at com.example.App.error(App.java:3)", "java.lang.RuntimeException: ERROR",
    "Caused by: java.io.IOException",
    #"{"msg":"error","code":500}"#, #"{"level":3,"msg":"x"}"#, #"{"level":"loud"}"#, #"{"level":"#, "{}", "{",
    #"{"s":"E"}"#, "key=value other=1", "level=", "E0302", "E0302 something 12:00", "I am fine",
    "\u{1B}", "\u{1B}[", "\u{1B}[31", "[", "]", "<<<<<<<", "Ошибка ERROR: x", "'ERROR' is quoted",
    "\u{0}\u{1}",
    "the fatal flaw", "Started server: error level set", "state I | x",
]

@Suite struct LevelTests {
    @Test(arguments: stated)
    func `a line that states its level`(line: LevelCase) {
        #expect(LogLevel(statedIn: Array(line.line.utf8).span) == line.level)
    }

    @Test(arguments: silent)
    func `a line that states no level`(line: String) {
        #expect(LogLevel(statedIn: Array(line.utf8).span) == .unknown)
    }

    @Test func `no cut of a line crashes`() {
        for line in stated.map(\.line) + silent {
            let bytes = Array(line.utf8)
            for end in 0...bytes.count { _ = LogLevel(statedIn: bytes.span.extracting(0..<end)) }
            for start in 0...bytes.count {
                _ = LogLevel(statedIn: bytes.span.extracting(start..<bytes.count))
            }
        }
    }
}
