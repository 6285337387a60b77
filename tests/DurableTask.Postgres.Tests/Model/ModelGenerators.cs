using DurableTask.Postgres.Tests.Model.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>Random programs.</summary>
internal static class ModelGenerators
{
    private const int Depth = 2;

    /// <summary>Programs that one case runs at the same time.</summary>
    public const int ProgramsPerCase = 4;

    private static readonly Gen<int> _value = Gen.Choose(0, 99);

    public static Arbitrary<ModelCase> Cases { get; } = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from programs in Programs(Depth, Gen.Choose(1, 3)).ArrayOf(ProgramsPerCase)
        select new ModelCase(seed, programs),
        item => item.Shrink());

    private static Gen<ModelProgram> Programs(int depth, Gen<int> generations) =>
        from length in Gen.Choose(1, 4)
        from steps in Gen.Frequency((9, Nodes(depth)), (1, _value.Select(value => (Node)new StatusNode(value)))).ArrayOf(length)
        from count in generations
        select new ModelProgram(steps, count);

    private static Gen<Node> Nodes(int depth) => depth == 0 ? Leaves() : Gen.Frequency((5, Leaves()), (4, Branches(depth - 1)));

    private static Gen<Node> Leaves() => Gen.Frequency(
        (4, _value.Select(value => (Node)new CallNode(value))),
        (2, _value.Zip(Gen.Choose(1, 3), (value, failures) => (Node)new UnsteadyNode(value, failures))),
        (1, _value.Zip(Gen.Choose(1, 3), (value, attempts) => (Node)new BrokenNode(value, attempts))),
        (2, Gen.Choose(0, 60).Select(time => (Node)new SleepNode(time))),
        (2, _value.Select(value => (Node)new HearNode(value))),
        (1, Gen.Choose(1, 3).Select(count => (Node)new TellNode(count))));

    private static Gen<Node> Branches(int depth) => Gen.OneOf(
        Parts(depth).Select(parts => (Node)new AllNode(parts)),
        Parts(depth).Select(parts => (Node)new RaceNode(parts)),
        Nodes(depth).Select(part => (Node)new InTimeNode(part)),
        Programs(depth, Gen.Choose(1, 2)).Select(body => (Node)new ChildNode(body)),
        Programs(depth, Gen.Constant(1)).Zip(_value, (body, value) => (Node)new ChildNode(body with
        {
            Steps = [.. body.Steps, new ThrowNode(value)],
        })));

    private static Gen<Node[]> Parts(int depth) => Gen.Choose(2, 3).SelectMany(count => Nodes(depth).ArrayOf(count));
}
