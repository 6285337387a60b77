using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deis.Logger.Bench;

/// <summary>
/// rsyslog, which writes what comes over TCP to a file for each app. It answers nothing, keeps everything and serves no readers; so it
/// is given up on when the files have stopped growing.
/// </summary>
internal static class RsyslogCase
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Measurement> RunAsync(int lines)
    {
        var folder = Directory.CreateDirectory($"/var/tmp/deis-logger-bench-{Guid.NewGuid():N}");
        var port = FreePort();
        var configuration = Path.Combine(folder.FullName, "rsyslog.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            global(workDirectory="{{folder.FullName}}")
            module(load="imptcp")
            input(type="imptcp" port="{{port}}" address="127.0.0.1")
            template(name="file" type="string" string="{{folder.FullName}}/%programname%.log")
            template(name="line" type="string" string="%timestamp:::date-rfc3339% %programname%[%procid%]:%msg%\n")
            action(type="omfile" dynaFile="file" template="line")
            """);
        try
        {
            using var receiver = new Receiver("rsyslogd", ["-n", "-f", configuration, "-i", Path.Combine(folder.FullName, "pid")]);
            using (await ConnectAsync(port))
                receiver.Begin();
            await Load.SendAsync(sender => SendAsync(port, sender, lines / Load.Senders));
            await StoredAsync(folder, lines);
            return receiver.End(lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SendAsync(int port, int sender, int lines)
    {
        const int batch = 1000;
        var body = Encoding.UTF8.GetBytes(string.Concat(
            Enumerable.Range(0, batch).Select(i => $"<14>1 2026-11-27T12:00:00.123456Z host app{sender} web.v2.nzf60 - - {Load.Message(i)}\n")));
        using var socket = await ConnectAsync(port);
        for (var sent = 0; sent < lines; sent += batch)
        {
            for (var rest = body.AsMemory(); rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest)..];
        }
    }

    private static async Task StoredAsync(DirectoryInfo folder, int lines)
    {
        using var limit = new CancellationTokenSource(Patience);
        // A line in the file has its message, and before it time, app and process.
        var bytes = (long)lines * (Load.MessageBytes + 48);
        while (folder.EnumerateFiles("app*.log").Sum(file => file.Length) < bytes)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return socket;
            }
            catch (SocketException)
            {
                // It is still starting.
                socket.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
