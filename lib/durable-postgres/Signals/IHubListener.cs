namespace DurableTask.Postgres.Signals;

/// <summary>Hears what others say about the hub and passes it on to <see cref="HubSignals"/>.</summary>
internal interface IHubListener
{
    /// <summary>True while notices arrive; false: everyone polls more often.</summary>
    bool IsUp { get; }

    /// <summary>Begins to listen, if nobody did.</summary>
    void Start();
}
