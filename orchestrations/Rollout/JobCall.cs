using Deis.Orchestrations.Builds;

namespace Deis.Orchestrations.Rollout;

/// <summary>How a job is started.</summary>
/// <param name="App">App id.</param>
/// <param name="Name">Its name in an attempt, counted from 1.</param>
/// <param name="Input">Makes the start activity's input for a name.</param>
/// <param name="Activity">Starts the job; its input is a <see cref="JobToStart{T}"/>. It returns false when there is nothing to start it for.</param>
/// <param name="Deadline">How long the job may take.</param>
/// <param name="Attempts">How often it is started at most, when it is lost.</param>
internal sealed record JobCall<T>(
    string App, Func<int, string> Name, Func<string, T> Input, string Activity, TimeSpan Deadline, int Attempts = JobNames.Attempts);
