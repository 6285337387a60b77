namespace Deis.Platform.Runtime;

/// <summary>
/// The seam between the platform and whatever runs the apps: Kubernetes or this machine.
/// </summary>
/// <remarks>
/// The model is declarative, as Kubernetes is: a call says what shall be and returns when the runtime has durably accepted it; the
/// end of the work is told by an event (<see cref="WatchAsync"/>), so nobody polls. Every call is idempotent: the same call after a
/// crash changes nothing or goes on where it stopped. Desired state survives a restart of the platform.
/// Broken infrastructure is an exception; a workload that cannot run is an event with <see cref="RuntimeOutcome.Succeeded"/> false.
/// </remarks>
public interface IAppRuntime
{
    /// <summary>What this runtime can do; callers ask before they promise.</summary>
    RuntimeCapabilities Capabilities { get; }

    /// <summary>True when there is a node with all these labels. Only of use with <see cref="RuntimeCapabilities.Placement"/>.</summary>
    Task<bool> HasNodeAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Creates the app's place (namespace, folders, service) when it is missing.</summary>
    /// <exception cref="PlaceTakenException">There is one of that name that is no app's.</exception>
    Task EnsureAppAsync(string app, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a process type be as <paramref name="spec"/> says. A new <see cref="ProcessSpec.Release"/> is rolled out beside the old
    /// one: new processes start, become ready, take the traffic, then the old ones are drained and stopped. When they do not become
    /// ready the old ones stay and serve until another spec is applied. With the same release only the number of processes changes.
    /// Zero replicas stop the type.
    /// </summary>
    Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken);

    /// <summary>
    /// Lets the number of a type's processes follow their load from now on, or no longer when <paramref name="scaling"/> is null; the type need not be
    /// there. What <see cref="ProcessSpec.Replicas"/> says is then only where it begins. Only with <see cref="RuntimeCapabilities.Autoscale"/>, except for null.
    /// </summary>
    Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken);

    /// <summary>Removes a process type that the app no longer has; absence is not an error.</summary>
    Task RemoveAsync(string app, string type, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the processes of a type, or only the one called <paramref name="name"/>, by fresh ones of the same release, in the
    /// order of a rolling update. An unknown type or name settles at once and changes nothing.
    /// </summary>
    Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken);

    /// <summary>What is known now about a process type's rollout: for a message when a deadline has passed.</summary>
    Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken);

    /// <summary>The app's processes, newest first. Running one-off commands are among them, with type <see cref="JobSpec.RunType"/>; builds and release
    /// phases are not.</summary>
    Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>Says which hosts lead to which process type. Takes effect before the call returns.</summary>
    Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken);

    /// <summary>
    /// Starts a workload that runs once: a build, a release phase, a one-off command. A job of that name which runs already is left
    /// alone. A job that was lost with the platform or the node ends with reason <see cref="RuntimeOutcome.Lost"/>; asked for again it is started again,
    /// except a one-off command (<see cref="JobKind.Run"/>), which runs at most once.
    /// </summary>
    Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken);

    /// <summary>
    /// What an ended one-off command wrote to standard output and error, as UTF-8 text. Of much output the beginning and the end, with a mark between them that
    /// says so. Null when the job is unknown, runs, is no one-off command, or has ended too long ago.
    /// </summary>
    Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken);

    /// <summary>
    /// The streams of a one-off command that was started with <see cref="JobSpec.Interaction"/>; waits until it runs. A command that nobody attaches to in
    /// time is stopped. Only with <see cref="RuntimeCapabilities.Interaction"/>.
    /// </summary>
    /// <returns>Null when somebody else has them.</returns>
    Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a further command inside a process of a process type: with its files, its environment and within its limits, until the command ends or the process does.
    /// Only with <see cref="RuntimeCapabilities.Execution"/>.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="process">The process, by its <see cref="ProcessInstance.Name"/>.</param>
    /// <param name="command">The command line, for a shell.</param>
    /// <param name="interaction">Whether it has a terminal or pipes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>Null when there is no such process, it does not run, or it runs a one-off command.</returns>
    Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken);

    /// <summary>Stops a job; its end event says so. Absence is not an error.</summary>
    Task StopJobAsync(string app, string name, CancellationToken cancellationToken);

    /// <summary>Stops and removes everything of the app. Whoever waits for something of it is told that it will not happen; the event comes when nothing is
    /// left.</summary>
    Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken);

    /// <summary>
    /// The ends of the work that was asked for. Level-triggered: a new watcher first gets the last known outcome of every object that
    /// has one, so that an event which nobody took before a crash is not lost; consumers must accept repeats. One watcher at a time.
    /// </summary>
    IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken);
}
