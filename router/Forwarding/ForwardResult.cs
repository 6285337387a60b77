namespace Deis.Router.Forwarding;

/// <summary>How sending a request to a process ended.</summary>
internal enum ForwardResult
{
    /// <summary>The client has the process's answer.</summary>
    Done,

    /// <summary>The process took no connection; nothing was sent.</summary>
    Unreachable,

    /// <summary>Nothing moved for too long.</summary>
    TimedOut,

    /// <summary>The request broke off, or cannot be forwarded.</summary>
    BadRequest,

    /// <summary>The process closed the connection, or sent what is not an answer.</summary>
    Broken,

    /// <summary>The client left.</summary>
    ClientLeft,
}
