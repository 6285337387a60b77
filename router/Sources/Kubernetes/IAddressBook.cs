namespace Deis.Router.Sources.Kubernetes;

/// <summary>The processes behind the routed Services of a cluster, by watch.</summary>
internal interface IAddressBook
{
    /// <summary>Done when all of them were seen once.</summary>
    Task Synced { get; }

    /// <summary>Follows the cluster until it is cancelled.</summary>
    Task RunAsync(CancellationToken cancellation);

    /// <summary>The processes of one Service.</summary>
    ServiceAddresses Of(string space, string service);
}
