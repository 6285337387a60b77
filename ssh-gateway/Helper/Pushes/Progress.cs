using System.Text;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Prints lines for the user. Each begins with the escape that moves the cursor to column 1, over git's <c>remote: </c>, so that a terminal shows
/// clean lines; three dots say "still here" whenever nothing was printed for ten seconds (docs/protocol/builder.md §5).</summary>
internal sealed class Progress : IDisposable
{
    private const string ToFirstColumn = "\u001b[1G";
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(10);

    private readonly Stream _output;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;

    public Progress(Stream output, TimeProvider time)
    {
        _output = output;
        _timer = time.CreateTimer(_ => WriteLine("..."), null, _idle, _idle);
    }

    /// <summary>Prints <paramref name="text"/>, which may be several lines.</summary>
    public void WriteLine(string text)
    {
        lock (_lock)
        {
            foreach (var line in text.Split('\n'))
            {
                _output.Write(Encoding.UTF8.GetBytes($"{ToFirstColumn}{line}\n"));
            }

            _output.Flush();
            _timer.Change(_idle, _idle);
        }
    }

    public void Dispose() => _timer.Dispose();
}
