namespace Deis.Functions.Reference;

/// <summary>A body that the reference of the API shows an example of.</summary>
/// <typeparam name="TSelf">The body.</typeparam>
public interface IExample<TSelf>
    where TSelf : IExample<TSelf>
{
    /// <summary>The example.</summary>
    static abstract TSelf Example { get; }
}
