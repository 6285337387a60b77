namespace Deis.Router.AccessLog;

/// <summary>Takes the router's access log.</summary>
public interface IAccessLog
{
    /// <summary>Called once per finished request, from many threads; must be quick and must not throw.</summary>
    void Write(in AccessLogEntry entry);
}
