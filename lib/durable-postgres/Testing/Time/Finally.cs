namespace DurableTask.Postgres.Testing.Time;

/// <summary>Runs an action when it is disposed for the first time.</summary>
internal sealed class Finally(Action action) : IDisposable
{
    private Action? _action = action;

    public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
}
