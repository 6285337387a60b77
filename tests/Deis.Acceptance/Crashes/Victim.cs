namespace Deis.Acceptance.Crashes;

/// <summary>A part of the platform that is killed.</summary>
public enum Victim
{
    /// <summary>The process of the platform: API, orchestrations, router, logger, gateway.</summary>
    Platform,

    /// <summary>PostgreSQL's first process, and with it the others.</summary>
    Database,

    /// <summary>The sshd that listens.</summary>
    Sshd,

    /// <summary>One sandbox, be it a process of the app or a build.</summary>
    Sandbox,
}
