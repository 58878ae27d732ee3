package dev.baton.container.gate.proxy;

import dev.baton.container.gate.ServiceGate;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The body of a method that runs on every shard:
 *
 * <pre>{@code
 * Merged all = Merged.by(merge);
 * for (int shard = 0; shard < gates.shards(); shard++) {
 *   all.add(part(arguments, shard));
 * }
 * return (R) all.all();
 * }</pre>
 */
final class EveryCode implements ByteCodeAppender {
  private static final String MERGED = Type.getInternalName(Merged.class);

  private final String self;
  private final String part;
  private final Method method;
  private final String merge;
  private final Slots slots;
  private final int all;
  private final int shard;

  EveryCode(String name, String part, Route.EveryShard route) {
    this.self = name.replace('.', '/');
    this.part = part;
    this.method = route.method();
    this.merge = route.merge().name();
    this.slots = new Slots(self, List.of(method.getParameterTypes()));
    this.all = slots.free();
    this.shard = all + 1;
  }

  @Override
  public Size apply(MethodVisitor code, Implementation.Context context, MethodDescription made) {
    Label next = new Label();
    Label done = new Label();
    code.visitLdcInsn(merge);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, MERGED, "by", "(Ljava/lang/String;)L" + MERGED + ";", false);
    code.visitVarInsn(Opcodes.ASTORE, all);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, shard);

    code.visitLabel(next);
    slots.frame(code, List.of(MERGED, Opcodes.INTEGER), List.of());
    code.visitVarInsn(Opcodes.ILOAD, shard);
    PassCode.pushGates(code);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, Type.getInternalName(ServiceGate.class), "shards", "()I", false);
    code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
    code.visitVarInsn(Opcodes.ALOAD, all);
    callPart(code);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MERGED, "add", "(Ljava/lang/Object;)V", false);
    code.visitIincInsn(shard, 1);
    code.visitJumpInsn(Opcodes.GOTO, next);

    code.visitLabel(done);
    slots.frame(code, List.of(MERGED, Opcodes.INTEGER), List.of());
    giveBack(code);
    return new Size(slots.free() + 6, shard + 1);
  }

  private boolean nothing() {
    return method.getReturnType() == void.class;
  }

  /** Leaves the part's result on the stack as an object; null if it has none. */
  private void callPart(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    for (int i = 0; i < method.getParameterCount(); i++) {
      slots.load(code, i);
    }
    code.visitVarInsn(Opcodes.ILOAD, shard);
    String descriptor =
        MethodType.methodType(method.getReturnType(), PassCode.withShard(method))
            .descriptorString();
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, self, part, descriptor, false);
    if (nothing()) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else if (method.getReturnType().isPrimitive()) {
      Type primitive = Type.getType(method.getReturnType());
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          boxed(),
          "valueOf",
          "(" + primitive.getDescriptor() + ")L" + boxed() + ";",
          false);
    }
  }

  private void giveBack(MethodVisitor code) {
    if (nothing()) {
      code.visitInsn(Opcodes.RETURN);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, all);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MERGED, "all", "()Ljava/lang/Object;", false);
    code.visitTypeInsn(Opcodes.CHECKCAST, boxed());
    Type returned = Type.getType(method.getReturnType());
    if (method.getReturnType().isPrimitive()) {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          boxed(),
          returned.getClassName() + "Value",
          "()" + returned.getDescriptor(),
          false);
    }
    code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
  }

  /** The type of the result as an object. */
  private String boxed() {
    return Type.getInternalName(MethodType.methodType(method.getReturnType()).wrap().returnType());
  }
}
