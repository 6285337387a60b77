using System.Net;
using System.Threading.Channels;
using Deis.Kubernetes;
using Deis.Kubernetes.Pods;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Kubernetes.State;
using Deis.Platform.Runtime.Output;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>Follows what one pod writes, run after run of its container, and carries it to the log stream.</summary>
internal sealed partial class PodTail
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _quietPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(10);

    private readonly string _space;
    private readonly string _name;
    private readonly string _source;
    private readonly PodLogClient _logs;
    private readonly Func<string, string, V1Pod?> _find;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ILogStreams _streams;
    private readonly string _stream;
    private readonly ResumePoint? _resume;
    private readonly bool _beginsAnew;
    private readonly CancellationToken _over;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Channel<string> _runs = Channel.CreateUnbounded<string>();
    private readonly ChangeSignal _changed = new();
    private string? _last;
    private bool _isKnown;
    private bool _isAway;

    public PodTail(
        V1Pod pod,
        PodLogClient logs,
        ILogStreams streams,
        Func<string, string, V1Pod?> find,
        bool mayHaveBeenCarried,
        TimeProvider time,
        ILogger logger,
        CancellationToken over)
    {
        _space = pod.Metadata.NamespaceProperty;
        _name = pod.Metadata.Name;
        _source = PodSource.Of(pod);
        _logs = logs;
        _find = find;
        _time = time;
        _logger = logger;
        _over = over;
        _streams = streams;
        _stream = PodSource.StreamOf(pod);
        _beginsAnew = pod.Spec?.RestartPolicy != "Never";
        if (mayHaveBeenCarried)
            _resume = new ResumePoint(streams, _stream, _source);
        else
            _last = "";
        Completion = CarryAsync();
    }

    /// <summary>Done when the pod writes no more and the log has all of it.</summary>
    public Task Completion { get; }

    /// <summary>Takes in the pod as it is now.</summary>
    public void Look(V1Pod pod)
    {
        var container = PodFacts.Container(pod);
        // One that has ended before it was seen, or between two looks, is read afterwards.
        Add(container?.LastState?.Terminated?.ContainerID);
        if (container?.State is { Running: not null } or { Terminated: not null })
            Add(container.ContainerID);
        if (pod.Status?.Phase is "Succeeded" or "Failed")
            End();
        _changed.Set();
    }

    /// <summary>No further run begins.</summary>
    public void End()
    {
        _runs.Writer.TryComplete();
        _changed.Set();
    }

    private void Add(string? run)
    {
        if (!string.IsNullOrEmpty(run) && _known.Add(run))
            _runs.Writer.TryWrite(run);
    }

    private async Task CarryAsync()
    {
        await using LogPump pump = new(_streams, _stream, _time, _logger);
        try
        {
            await foreach (var run in _runs.Reader.ReadAllAsync(_over))
                await CarryAsync(run, pump);
            await pump.CompleteAsync(_lastLines);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // the next platform goes on
        }
    }

    // A connection that breaks and a run that ends look the same, so it is asked until an ended run has nothing new.
    private async Task CarryAsync(string run, LogPump pump)
    {
        while (true)
        {
            var news = 0;
            try
            {
                _last ??= await _resume!.FindAsync(OpenAsync, _over);
                if (IsFormer(run) is not { } isFormer)
                    return;
                news = isFormer ? await TakeFormerAsync(pump) : await FollowAsync(pump);
            }
            catch (KubernetesApiException exception) when (exception.IsNotFound || (exception.Code == HttpStatusCode.BadRequest && !IsRunning(run)))
            {
                // the pod is gone, or the node has cleared its container away
                return;
            }
            catch (Exception exception) when (!_over.IsCancellationRequested)
            {
                // Whatever it is, the API server or the logger: nobody else would carry the rest.
                if (!_isAway)
                    LogAway(exception, _name);
                _isAway = true;
                news = 1;
            }
            var changed = _changed.Next;
            if (!IsRunning(run))
            {
                if (news == 0)
                    return;
                if (!_isAway)
                    continue;
            }
            // What ends without a word is mostly a container that has ended, and the pod will be seen to say so in a moment.
            await changed.WaitAsync(news > 0 || _isAway ? _pause : _quietPause, _time, _over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _over.ThrowIfCancellationRequested();
        }
    }

    // What a pod is known to be is late: when its container has begun anew meanwhile, its node gives out the new run, and the end of the one before would be left out. So that one is
    // asked for once the current one is chosen, and told first.
    private async Task<int> FollowAsync(LogPump pump)
    {
        await using var output = await _logs.OpenAsync(_space, _name, previous: false, follow: true, LogTime.Parse(_last!), _over);
        var news = _beginsAnew ? await TakeFormerAsync(pump) : 0;
        return news + await TakeAsync(output, pump);
    }

    // Until it has nothing new: what breaks looks as if it had ended.
    private async Task<int> TakeFormerAsync(LogPump pump)
    {
        for (var all = 0; ;)
        {
            if (await OpenAsync(previous: true, LogTime.Parse(_last!)) is not { } output)
                return all;
            await using (output)
            {
                if (await TakeAsync(output, pump) is > 0 and var news)
                    all += news;
                else
                    return all;
            }
        }
    }

    /// <returns>How many lines that are new it has brought.</returns>
    private async Task<int> TakeAsync(Stream output, LogPump pump)
    {
        var news = 0;
        await OutputReader.ReadAsync(output, line => news += Take(line, pump), copy: null, _over);
        return news;
    }

    private int Take(OutputLine line, LogPump pump)
    {
        var text = line.Text;
        if (!line.IsRest)
        {
            if (LogTime.Split(line.Text) is not var (time, written))
            {
                Complain(line.Text);
                return 0;
            }
            _isAway = false;
            _isKnown = string.CompareOrdinal(time, _last) <= 0;
            if (!_isKnown)
                _last = time;
            text = written;
        }
        if (_isKnown)
            return 0;
        pump.Add(new LogLine(_source, text));
        return 1;
    }

    // A node that has said that it will answer can tell what is wrong only in the answer: that the container is cleared away, or that it can follow no more files.
    private void Complain(string text)
    {
        if (!_isAway)
            LogComplaint(_name, text);
        _isAway = true;
    }

    // Null when there is none.
    private async Task<Stream?> OpenAsync(bool previous, DateTimeOffset? since)
    {
        try
        {
            return await _logs.OpenAsync(_space, _name, previous, follow: false, since, _over);
        }
        catch (KubernetesApiException exception) when (exception.Code == HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    // Null when that run is neither the pod's current nor its former one any more, of which alone something is kept.
    private bool? IsFormer(string run)
    {
        if (_find(_space, _name) is not { } pod || PodFacts.Container(pod) is not { } container)
            return null;
        return container.ContainerID == run ? false : container.LastState?.Terminated?.ContainerID == run ? true : null;
    }

    private bool IsRunning(string run) =>
        _find(_space, _name) is { } pod && PodFacts.Container(pod) is { State.Running: not null } container && container.ContainerID == run;

    [LoggerMessage(2520, LogLevel.Warning, "What {Pod} writes cannot be had now; it is tried again.")]
    private partial void LogAway(Exception exception, string pod);

    [LoggerMessage(2521, LogLevel.Warning, "What {Pod} writes cannot be had now; its node says: {Text}")]
    private partial void LogComplaint(string pod, string text);
}
