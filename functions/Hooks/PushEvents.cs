using System.Runtime.CompilerServices;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Logs;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Hooks;

/// <summary>The course of a push: its output as it comes, then its end.</summary>
public sealed partial class PushEvents(IOperations operations, ILogStreams logs, TimeProvider time, ILogger<PushEvents> logger)
{
    /// <summary>One JSON object per line.</summary>
    public const string MediaType = "application/x-ndjson";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary><see cref="PushLine"/>s after number <paramref name="after"/>, then one <see cref="PushEnd"/>.
    /// A logger that is away delays lines; it does not end the sequence.</summary>
    public async IAsyncEnumerable<object> ReadAsync(string operation, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = WaitAsync(operation, ended, cancellationToken);
        var last = after;
        var stream = DeployInput.BuildLogStream(operation);
        while (!ended.IsCancellationRequested)
        {
            await foreach (var line in LinesAsync(stream, new LogQuery(After: last, Follow: true), ended.Token))
            {
                last = line.Seq;
                yield return line;
            }
            await PauseAsync(ended.Token);
        }
        var outcome = await waiting;
        await foreach (var line in LinesAsync(stream, new LogQuery(After: last), cancellationToken))
        {
            yield return line;
        }
        yield return PushEnd.Of(outcome);
    }

    private async Task<ChangeOutcome> WaitAsync(string operation, CancellationTokenSource ended, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.WaitAsync(operation, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    /// <summary>Lines until the stream ends, the token is cancelled, or the logger fails.</summary>
    private async IAsyncEnumerable<PushLine> LinesAsync(string stream, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var entries = logs.ReadAsync(stream, query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(entries, stream, cancellationToken))
        {
            yield return new PushLine(entries.Current.Seq, entries.Current.Message);
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<LogEntry> entries, string stream, CancellationToken cancellationToken)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            LoggerAway(e, stream);
            return false;
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message = "The logger did not give stream {Stream}")]
    private partial void LoggerAway(Exception exception, string stream);
}
