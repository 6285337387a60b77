using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Deis.Platform.Runtime;

/// <summary>Runs apps on one runtime and builds their source code on another, because the first does not build.</summary>
/// <param name="apps">Runs processes, one-off commands and release phases.</param>
/// <param name="builder">Runs builds.</param>
public sealed class RuntimeWithBuilder(IAppRuntime apps, IAppRuntime builder) : IAppRuntime
{
    /// <inheritdoc/>
    public RuntimeCapabilities Capabilities => apps.Capabilities | (builder.Capabilities & RuntimeCapabilities.SourceBuilds);

    /// <inheritdoc/>
    public Task<bool> HasNodeAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => apps.HasNodeAsync(labels, cancellationToken);

    /// <inheritdoc/>
    public Task EnsureAppAsync(string app, CancellationToken cancellationToken) => apps.EnsureAppAsync(app, cancellationToken);

    /// <inheritdoc/>
    public Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken) => apps.ApplyAsync(spec, correlation, cancellationToken);

    /// <inheritdoc/>
    public Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken) =>
        apps.ScaleByLoadAsync(app, type, scaling, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) => apps.RemoveAsync(app, type, cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken) =>
        apps.RestartAsync(app, type, name, correlation, cancellationToken);

    /// <inheritdoc/>
    public Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken) => apps.ObserveAsync(app, type, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken) => apps.ListAsync(app, cancellationToken);

    /// <inheritdoc/>
    public Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken) => apps.PublishRoutingAsync(routing, cancellationToken);

    /// <inheritdoc/>
    public Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken) =>
        (job.Kind == JobKind.Build ? builder : apps).StartJobAsync(job, correlation, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken) => apps.ReadJobOutputAsync(app, name, cancellationToken);

    /// <inheritdoc/>
    public Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken) => apps.AttachAsync(app, name, cancellationToken);

    /// <inheritdoc/>
    public Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken) =>
        apps.ExecAsync(app, process, command, interaction, cancellationToken);

    /// <inheritdoc/>
    public async Task StopJobAsync(string app, string name, CancellationToken cancellationToken)
    {
        // Of which kind a job was is not said; where it is unknown nothing happens.
        await builder.StopJobAsync(app, name, cancellationToken);
        await apps.StopJobAsync(app, name, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken)
    {
        // Builds of an app have ended before it is destroyed; what the builder forgets is its folder, and nobody waits for that.
        await builder.DestroyAsync(app, correlation with { Event = $"{correlation.Event}-builder" }, cancellationToken);
        await apps.DestroyAsync(app, correlation, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateUnbounded<RuntimeEvent>(new UnboundedChannelOptions { SingleReader = true });
        var carrying = Task.WhenAll(CarryAsync(apps, events.Writer, over.Token), CarryAsync(builder, events.Writer, over.Token));
        try
        {
            await foreach (var told in events.Reader.ReadAllAsync(cancellationToken))
                yield return told;
        }
        finally
        {
            await over.CancelAsync();
            await carrying;
        }
    }

    // When one of the two ends, or breaks, so does the whole: whoever watches then begins again with both.
    private static async Task CarryAsync(IAppRuntime runtime, ChannelWriter<RuntimeEvent> events, CancellationToken cancellationToken)
    {
        Exception? trouble = null;
        try
        {
            await foreach (var told in runtime.WatchAsync(cancellationToken))
                events.TryWrite(told);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the watcher has gone
        }
        catch (Exception exception)
        {
            trouble = exception;
        }
        events.TryComplete(trouble);
    }
}
