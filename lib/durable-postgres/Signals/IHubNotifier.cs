namespace DurableTask.Postgres.Signals;

/// <summary>Tells everyone about the hub, this process included. Notices are hints; a lost one costs one poll period.</summary>
internal interface IHubNotifier
{
    /// <summary>There is work that no worker of this process is sure to take.</summary>
    void Work();

    /// <summary>An instance has started or ended.</summary>
    void InstanceChanged(string instanceId);
}
