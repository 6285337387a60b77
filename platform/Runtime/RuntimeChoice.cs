namespace Deis.Platform.Runtime;

/// <summary>Reads which runtime a platform shall use.</summary>
public static class RuntimeChoice
{
    /// <summary>The environment variable that says so.</summary>
    public const string Variable = "DEIS_RUNTIME";

    /// <summary>The kind that a text names.</summary>
    /// <param name="text"><c>local</c> or <c>kubernetes</c>; absent or empty for <paramref name="fallback"/>.</param>
    /// <param name="fallback">What holds when nothing is said.</param>
    /// <exception cref="FormatException">It is something else; the message is for the operator.</exception>
    public static RuntimeKind Read(string? text, RuntimeKind fallback) => text switch
    {
        null or "" => fallback,
        "local" => RuntimeKind.Local,
        "kubernetes" => RuntimeKind.Kubernetes,
        _ => throw new FormatException($"{Variable} is '{text}'; give local or kubernetes."),
    };
}
