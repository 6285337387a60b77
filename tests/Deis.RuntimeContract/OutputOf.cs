using System.Text;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>Reads what a command writes that the test talks to.</summary>
internal sealed class OutputOf : IAsyncDisposable
{
    private readonly IAttachedJob _job;
    private readonly IAsyncEnumerator<JobOutputPart> _parts;
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _errors = new();
    private readonly Task _reading;
    private readonly CancellationToken _deadline;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputOf(IAttachedJob job, CancellationToken deadline)
    {
        _job = job;
        _deadline = deadline;
        _parts = job.ReadAsync(deadline).GetAsyncEnumerator(deadline);
        _reading = ReadAsync();
    }

    /// <summary>Standard output so far.</summary>
    public string Output => TextOf(_output);

    /// <summary>Standard error so far.</summary>
    public string Errors => TextOf(_errors);

    /// <summary>Waits until it has written a text.</summary>
    public async Task UntilAsync(string text)
    {
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (Output.Contains(text, StringComparison.Ordinal))
                return;
            if (_reading.IsCompleted)
                throw new InvalidOperationException($"It ended without '{text}':\n{Output}");
            await Task.WhenAny(more, _reading).WaitAsync(_deadline);
        }
    }

    /// <summary>Waits for the end of all that it writes.</summary>
    public Task ToEndAsync() => _reading;

    public async ValueTask DisposeAsync()
    {
        await _job.DisposeAsync();
        await Task.WhenAny(_reading);
        await _parts.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        while (await _parts.MoveNextAsync())
        {
            var target = _parts.Current.Stream == JobStream.Error ? _errors : _output;
            lock (target)
                target.Write(_parts.Current.Bytes.Span);
            Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private static string TextOf(MemoryStream stream)
    {
        lock (stream)
            return Encoding.UTF8.GetString(stream.ToArray());
    }
}
