using System.Globalization;
using Deis.Kubernetes.Pods;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>
/// Keeps a command from starting until somebody hears it: a container's output of the time before is lost to who attaches. A shell that stands before the
/// command repeats each line that it reads, until it is told to go.
/// </summary>
internal static class HeldStart
{
    private const string Script =
        """
        while read -r word; do
          echo "<$word>"
          [ -t 2 ] || echo "<$word>" >&2
          [ "$word" != go ] || exec "$@"
        done
        exit 1
        """;

    // As long as it takes now and then until the node hands on what it reads.
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(1);

    /// <summary>Puts the shell before a container's command.</summary>
    /// <param name="container">Has the command and its arguments.</param>
    /// <param name="terminal">Size of its terminal; null when it has pipes.</param>
    public static void Hold(V1Container container, TerminalSize? terminal)
    {
        // By the node the size would come at some time after the start.
        var script = terminal is null
            ? Script
            : string.Create(CultureInfo.InvariantCulture, $"stty cols {terminal.Columns} rows {terminal.Rows} 2>/dev/null\n{Script}");
        container.Args = [script, "sh", .. container.Command, .. container.Args];
        container.Command = ["/bin/sh", "-c"];
        container.Stdin = true;
        container.StdinOnce = true;
        container.Tty = terminal is not null;
    }

    /// <summary>Makes sure that all output arrives, and lets the command go.</summary>
    /// <param name="input">Leads to its standard input.</param>
    /// <param name="output">Comes from its other streams.</param>
    /// <param name="streams">What <paramref name="output"/> has.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the command has written so far; null when it has ended before it began.</returns>
    public static async Task<IReadOnlyList<JobOutputPart>?> ReleaseAsync(
        PodConnection input, PodConnection output, IReadOnlyList<JobStream> streams, TimeProvider time, CancellationToken cancellationToken)
    {
        var echoes = streams.Select(stream => new Echo(stream)).ToList();
        Task<PodMessage?>? receiving = null;
        var isReleased = false;
        await SayAsync("ready\n"u8.ToArray());
        while (echoes.Any(echo => echo.Rest is null))
        {
            if (!isReleased && echoes.All(echo => echo.IsHeard))
            {
                await SayAsync("go\n"u8.ToArray());
                isReleased = true;
            }
            receiving ??= output.ReceiveAsync(cancellationToken);
            try
            {
                await receiving.WaitAsync(_again, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                if (!isReleased)
                    await SayAsync("ready\n"u8.ToArray());
                continue;
            }
            if (await receiving is not { } message)
                return null;
            receiving = null;
            var stream = message.Channel == PodChannel.Errors ? JobStream.Error : JobStream.Output;
            if (message.Channel is PodChannel.Output or PodChannel.Errors)
                echoes.Find(echo => echo.Stream == stream)?.Add(message.Bytes);
        }
        return [.. echoes.Where(echo => echo.Rest is { Length: > 0 }).Select(echo => new JobOutputPart(echo.Stream, echo.Rest!.Value))];

        Task SayAsync(byte[] line) => input.SendAsync(PodChannel.Input, line, cancellationToken);
    }

    /// <summary>What one stream has told until the command goes.</summary>
    private sealed class Echo(JobStream stream)
    {
        // The marks and the ends of their lines are shorter.
        private const int LongestMark = 64;

        private byte[] _told = [];

        public JobStream Stream => stream;

        /// <summary>True when this stream arrives.</summary>
        public bool IsHeard { get; private set; }

        /// <summary>What the command itself has written; null before it goes.</summary>
        public ReadOnlyMemory<byte>? Rest
        {
            get
            {
                var mark = _told.AsSpan().IndexOf("<go>"u8);
                var end = mark < 0 ? -1 : _told.AsSpan(mark).IndexOf((byte)'\n');
                if (end < 0)
                    return null;
                return _told.AsMemory(mark + end + 1);
            }
        }

        public void Add(ReadOnlyMemory<byte> bytes)
        {
            _told = [.. _told, .. bytes.Span];
            IsHeard |= _told.AsSpan().IndexOf("<ready>"u8) >= 0;
            // What is before the mark is nobody's, and may be without end.
            if (Rest is null)
                _told = _told[^Math.Min(_told.Length, LongestMark)..];
        }
    }
}
