using System.Diagnostics.CodeAnalysis;

namespace Deis.SshGateway.Sessions;

/// <summary>The pushes that are going on: one per app.</summary>
internal sealed class PushSessions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PushSession> _byApp = [];

    /// <summary>Takes the app's lock for <paramref name="session"/>. A session that comes again takes its own lock over.</summary>
    /// <returns>False when another session has it: <paramref name="holder"/>.</returns>
    public bool TryBegin(PushSession session, [NotNullWhen(false)] out PushSession? holder)
    {
        lock (_lock)
        {
            holder = _byApp.GetValueOrDefault(session.App);
            if (holder is not null && holder.Id != session.Id)
            {
                return false;
            }

            _byApp[session.App] = session;
            holder = null;
            return true;
        }
    }

    /// <summary>Gives the lock back, unless it was taken over meanwhile.</summary>
    public void End(PushSession session)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_byApp.GetValueOrDefault(session.App), session))
            {
                _byApp.Remove(session.App);
            }
        }
    }

    /// <summary>The push with this id, if it is going on.</summary>
    public PushSession? Find(string id)
    {
        lock (_lock)
        {
            return _byApp.Values.FirstOrDefault(session => session.Id == id);
        }
    }
}
