namespace Deis.Functions.Admission;

/// <summary>Requests that share a bound, so that one kind cannot keep out another.</summary>
internal enum Lane
{
    /// <summary>Requests of users that take milliseconds.</summary>
    Short,

    /// <summary>Requests of functions with <see cref="LongLivedAttribute"/>.</summary>
    Long,

    /// <summary>Requests of the SSH gateway and other builders, which end when their own connections do.</summary>
    Builder,
}
