using Deis.Bench;
using Deis.Logger.Bench;

// One core for what is measured, the other for what sends to it.
const int lines = 2_000_000;
const int few = 100_000;

(string Name, Func<Task<Measurement>> Run)[] cases =
[
    ("logger, 1000 lines a request, flushed every second", () => LoggerCase.RunAsync(lines, batch: 1000, syncMilliseconds: 1000)),
    ("logger, 1000 lines a request, flushed before each answer", () => LoggerCase.RunAsync(lines, batch: 1000, syncMilliseconds: 0)),
    ("logger, 1000 lines a request, memory only", () => LoggerCase.RunAsync(lines, batch: 1000, syncMilliseconds: null)),
    ("logger, 100 lines a request, flushed every second", () => LoggerCase.RunAsync(lines, batch: 100, syncMilliseconds: 1000)),
    ("logger, 1 line a request, flushed every second", () => LoggerCase.RunAsync(few, batch: 1, syncMilliseconds: 1000)),
    ("rsyslog, TCP (imptcp), a file for each app, never flushed, no answers", () => RsyslogCase.RunAsync(lines)),
];

Console.WriteLine($"lines of {Load.MessageBytes} bytes from {Load.Senders} senders to {Load.Senders} streams; one core for the receiver");
var rows = new List<string[]>();
foreach (var (name, run) in cases)
{
    await Console.Error.WriteLineAsync(name);
    var measured = await run();
    rows.Add([name, $"{measured.Lines / measured.Wall.TotalSeconds:0}", $"{measured.Lines / measured.Processor.TotalSeconds:0}", $"{measured.ResidentBytes >> 20}"]);
}

Table.Write(["receiver", "lines/s on one core", "lines per CPU second", "resident MB"], rows);
