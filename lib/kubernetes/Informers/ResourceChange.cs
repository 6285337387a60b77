namespace Deis.Kubernetes.Informers;

/// <summary>What an informer learned about one object.</summary>
/// <param name="Before">What was known of it; null when it is new.</param>
/// <param name="After">What is known now; null when it is gone.</param>
public readonly record struct ResourceChange<T>(T? Before, T? After)
    where T : class
{
    /// <summary>The object as it is, or as it was last.</summary>
    public T Object => (After ?? Before)!;
}
