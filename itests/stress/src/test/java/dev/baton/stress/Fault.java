package dev.baton.stress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Something that gate or journal cannot do without, taken out of its class file. */
enum Fault {
  /** A call looks at the gate again before all see whom it found, as it may without a fence. */
  LOOKS_TOO_EARLY("dev.baton.container.gate.ShardGate") {
    @Override
    MethodVisitor method(String name, MethodVisitor code) {
      if (!name.equals("take")) {
        return code;
      }
      return new MethodVisitor(Opcodes.ASM9, code) {
        private boolean left;

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          boolean shows = opcode == Opcodes.PUTFIELD && !left;
          if (shows) {
            super.visitInsn(Opcodes.POP2);
            left = true;
          } else {
            super.visitFieldInsn(opcode, owner, field, type);
          }
          if (opcode == Opcodes.GETFIELD) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "yield", "()V", false);
            super.visitVarInsn(Opcodes.ALOAD, FRAME);
            super.visitVarInsn(Opcodes.ALOAD, FOUND);
            super.visitFieldInsn(
                Opcodes.PUTFIELD, "dev/baton/container/gate/Frame", "occupant", type);
          }
        }
      };
    }
  },

  /** A call does not look at the gate again. */
  NO_SECOND_LOOK("dev.baton.container.gate.ShardGate") {
    @Override
    MethodVisitor method(String name, MethodVisitor code) {
      if (!name.equals("take")) {
        return code;
      }
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          if (opcode == Opcodes.GETFIELD
              && owner.endsWith("ShardGate")
              && field.equals("occupant")) {
            super.visitInsn(Opcodes.POP);
            super.visitVarInsn(Opcodes.ALOAD, FOUND);
          } else {
            super.visitFieldInsn(opcode, owner, field, type);
          }
        }
      };
    }
  },

  /** A write is noted without the journal's lock. */
  NO_LOCK("dev.baton.state.table.Journal") {
    @Override
    MethodVisitor method(String name, MethodVisitor code) {
      if (!name.equals("write")) {
        return code;
      }
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitInsn(int opcode) {
          boolean monitor = opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
          super.visitInsn(monitor ? Opcodes.POP : opcode);
        }
      };
    }
  },

  /** Nobody learns that there is something to wait for. */
  NO_POSITION("dev.baton.state.table.Journal") {
    @Override
    MethodVisitor method(String name, MethodVisitor code) {
      if (!name.equals("note")) {
        return code;
      }
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          if (opcode == Opcodes.PUTFIELD && field.equals("position")) {
            super.visitInsn(Opcodes.POP2);
            super.visitInsn(Opcodes.POP);
          } else {
            super.visitFieldInsn(opcode, owner, field, type);
          }
        }
      };
    }
  },

  /** Nobody waits for units. */
  NO_UNITS("dev.baton.state.table.Journal") {
    @Override
    MethodVisitor method(String name, MethodVisitor code) {
      if (!name.endsWith("Unit")) {
        return code;
      }
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (called.equals("tryLock")) {
            super.visitInsn(Opcodes.POP);
            super.visitInsn(Opcodes.POP2);
            super.visitInsn(Opcodes.POP);
            super.visitInsn(Opcodes.ICONST_1);
          } else if (called.equals("unlock")) {
            super.visitInsn(Opcodes.POP);
          } else {
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
          }
        }
      };
    }
  };

  /** Where {@code ShardGate.take} keeps the occupant it found, and the call's frame. */
  private static final int FOUND = 3;

  private static final int FRAME = 4;

  private final String in;

  Fault(String in) {
    this.in = in;
  }

  MethodVisitor method(String name, MethodVisitor code) {
    return code;
  }

  /** Writes the class file with this fault under a directory; returns that. */
  Path plant(Path under) throws IOException {
    String file = in.replace('.', '/') + ".class";
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    try (InputStream sound = Fault.class.getClassLoader().getResourceAsStream(file)) {
      new ClassReader(sound)
          .accept(
              new ClassVisitor(Opcodes.ASM9, out) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] throwing) {
                  return method(name, super.visitMethod(access, name, type, signature, throwing));
                }
              },
              0);
    }
    Path planted = under.resolve(file);
    Files.createDirectories(planted.getParent());
    Files.write(planted, out.toByteArray());
    return under;
  }
}
