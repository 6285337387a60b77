namespace Deis.Cli.Dispatch;

/// <summary>What users want to do with a group of commands; the top-level help is in this order.</summary>
internal enum Topic
{
    /// <summary>Get in.</summary>
    Account,

    /// <summary>Make an application and deploy it.</summary>
    Deploy,

    /// <summary>Run it and look at it.</summary>
    Run,

    /// <summary>Configure it.</summary>
    Configure,

    /// <summary>Lead visitors to it.</summary>
    Route,

    /// <summary>Work with others.</summary>
    Share,

    /// <summary>Look after the client itself.</summary>
    Client,
}
