using System.Globalization;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>The listening TCP sockets of the machine, from <c>/proc/net/tcp</c> and <c>tcp6</c> (docs/protocol/local-runtime.md §4).</summary>
internal static class ListeningSockets
{
    private const string ListenState = "0A";

    /// <summary>Port and socket number of every listening socket.</summary>
    public static IReadOnlyList<(int Port, string Inode)> All()
    {
        var sockets = new List<(int, string)>();
        foreach (var file in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            if (!File.Exists(file))
                continue;
            foreach (var line in File.ReadLines(file).Skip(1))
            {
                // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == ListenState)
                    sockets.Add((int.Parse(fields[1].AsSpan(fields[1].IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[9]));
            }
        }
        return sockets;
    }

    /// <summary>The ports that these processes listen on.</summary>
    public static IReadOnlySet<int> PortsOf(IReadOnlyList<int> processes)
    {
        var owned = processes.SelectMany(SocketsOf).ToHashSet();
        return All().Where(socket => owned.Contains($"socket:[{socket.Inode}]")).Select(socket => socket.Port).ToHashSet();
    }

    private static List<string> SocketsOf(int pid)
    {
        var links = new List<string>();
        try
        {
            foreach (var file in Directory.EnumerateFiles($"/proc/{pid}/fd"))
            {
                if (new FileInfo(file).LinkTarget is { } link)
                    links.Add(link);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the process has ended meanwhile
        }
        return links;
    }
}
