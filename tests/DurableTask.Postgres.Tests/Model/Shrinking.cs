namespace DurableTask.Postgres.Tests.Model;

/// <summary>Ways to make arrays of nodes simpler.</summary>
internal static class Shrinking
{
    public static T[] Without<T>(T[] items, int gone) => [.. items.Where((_, index) => index != gone)];

    /// <summary>One node replaced by a simpler one, each in turn.</summary>
    public static IEnumerable<Node[]> Inside(Node[] items) =>
        from item in items.Index()
        from simpler in item.Item.Shrink()
        select items.Select((other, index) => index == item.Index ? simpler : other).ToArray();
}
