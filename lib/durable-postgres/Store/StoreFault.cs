namespace DurableTask.Postgres.Store;

/// <summary>What an error of a commit says about another try.</summary>
internal enum StoreFault
{
    /// <summary>Two transactions met; the same commit may well succeed at once.</summary>
    Conflict,

    /// <summary>The store does not take what the commit holds; another try would end the same.</summary>
    Rejected,

    /// <summary>The store did not answer: nobody knows whether the commit happened.</summary>
    Outage,

    /// <summary>None of the store's own errors.</summary>
    Bug,
}
